import { useState } from 'react';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import {
  examResultContract,
  KEEPERS,
  type ExamResults,
  type UnitResult,
} from '@qiangji/shared-types';
import { saveDownload } from '@/platform/request';
import { usePagedResource, useResource } from '@/platform/resource';
import { useHasRole } from '@/platform/session';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Drawer } from '@/ui/drawer';
import { KeyWords, ROW_KEYS } from '@/ui/key-words';
import { More } from '@/ui/more';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Plate } from '@/ui/plate';
import { Section } from '@/ui/section';
import { Table, type Column } from '@/ui/table';
import { useRowKeys } from '@/ui/use-row-keys';
import { useWide } from '@/ui/use-wide';
import { Columns } from '../../components/columns';
import { Flags } from '../../components/flags';
import { attempt } from '../../desk.call';
import { statisticsUrl } from '../../desk.view';
import { momentWords } from '../../exam.view';
import { meanWords, missingWords, NO_DATA, passedWords, scoreWords } from '../../results.view';
import '../../components/desk.scss';

const COLUMNS: readonly Column<UnitResult>[] = [
  { key: 'unit', title: '单位', grow: 2, cell: (row) => row.unitName },
  { key: 'assigned', title: '应考', align: 'right', cell: (row) => String(row.assigned) },
  { key: 'handedIn', title: '交卷', align: 'right', cell: (row) => String(row.handedIn) },
  { key: 'missing', title: '没考的', grow: 2, cell: missingWords },
  { key: 'passed', title: '通过', align: 'right', cell: passedWords },
  { key: 'mean', title: '平均得分', align: 'right', cell: meanWords },
];

/** Results by unit, never by rank; what is not known is said, not drawn as zero. */
export default function ResultsPage() {
  const { id = '' } = useRouter().params;
  const wide = useWide();
  const [unit, setUnit] = useState<UnitResult>();
  const { state, data, error, refresh } = useResource(
    examResultContract.findResults,
    id ? { params: { examId: id } } : undefined,
    { keep: false },
  );
  // Leaders see how their people did, and no more.
  const keeps = useHasRole(...KEEPERS);
  const rowsId = useRowKeys(keeps ? { s: () => openPage(statisticsUrl(id)) } : {});
  const save = () =>
    attempt(() =>
      saveDownload(examResultContract.exportResults, `${data?.title ?? '考试'}成绩.xlsx`, {
        params: { examId: id },
      }),
    );
  const print = () =>
    attempt(() =>
      saveDownload(examResultContract.exportPrint, `${data?.title ?? '考试'}成绩.pdf`, {
        params: { examId: id },
      }),
    );
  const actions = keeps && data && (
    <View className="l-row l-wrap g-8">
      <Button size={44} kind="o" icon="download" onPress={() => void save()}>
        导出成绩和到考
      </Button>
      <Button size={44} kind="o" icon="file-text" onPress={() => void print()}>
        打印版（PDF）
      </Button>
    </View>
  );
  return (
    <PageShell
      title="考试成绩"
      sub={data?.title}
      width="full"
      status={state}
      fail={{ title: '成绩没取到', why: error?.message ?? '考完才有成绩，连上网再试' }}
      onRefresh={refresh}
      actions={actions}
      drawer={unit && <People examId={id} unit={unit} onClose={() => setUnit(undefined)} />}
    >
      {data && (
        <>
          <Total data={data} state={keeps ? '全部应考的人' : '你带的人里应考的'} />
          {!wide && actions}
          <Section title="各单位" note="按名册的先后，不排名">
            <KeyWords words={[ROW_KEYS, ...(keeps ? ['S 试题分析'] : [])]} />
            <View id={rowsId}>
              <Card>
                {wide ? (
                  <Table
                    label="各单位成绩"
                    columns={COLUMNS}
                    groups={[{ rows: data.units }]}
                    rowKey={(row) => row.unitPath}
                    rowLabel={(row) => `看 ${row.unitName} 的人`}
                    onRow={setUnit}
                    selected={unit?.unitPath}
                  />
                ) : (
                  data.units.map((row) => (
                    <Cell
                      key={row.unitPath}
                      title={row.unitName}
                      meta={[
                        `交卷 ${row.handedIn} / ${row.assigned}`,
                        `通过 ${passedWords(row)}`,
                        missingWords(row),
                      ]}
                      value={meanWords(row)}
                      onPress={() => setUnit(row)}
                    />
                  ))
                )}
              </Card>
            </View>
          </Section>
          <Section title="得分分布" note="从百分之几起，只算阅完的">
            <Card pad>
              {data.bins.every(({ people }) => people === 0) ? (
                <View className="t-sub">{NO_DATA}：还没有全部阅完的卷子</View>
              ) : (
                <Columns
                  label="各得分段的人数"
                  columns={data.bins.map(({ fromBp, people }) => ({
                    name: String(fromBp / 100),
                    values: [people],
                  }))}
                />
              )}
            </Card>
          </Section>
          {keeps && (
            <>
              <Flags examId={id} />
              <Card>
                <Cell
                  icon="file-chart-column"
                  title="试题分析"
                  meta="哪些题出得好，哪些要看一看"
                  onPress={() => openPage(statisticsUrl(id))}
                />
              </Card>
            </>
          )}
        </>
      )}
    </PageShell>
  );
}

function Total({ data: { total }, state }: { data: ExamResults; state: string }) {
  return (
    <Plate
      state={state}
      figure={meanWords(total)}
      figureNote={total.meanBp === null ? '平均得分' : '平均得分，只算阅完的'}
      facts={[
        {
          icon: 'users',
          text: `交卷 ${total.handedIn} / ${total.assigned}`,
          more: missingWords(total),
        },
        { icon: 'circle-check', text: `通过 ${passedWords(total)}` },
        ...(total.waiting > 0
          ? [{ icon: 'clock' as const, text: `${total.waiting} 份还有题等人阅` }]
          : []),
      ]}
    />
  );
}

interface PeopleProps {
  examId: string;
  unit: UnitResult;
  onClose: () => void;
}

function People({ examId, unit, onClose }: PeopleProps) {
  const list = usePagedResource(
    examResultContract.listPeople,
    { params: { examId }, query: { unitPath: unit.unitPath } },
    { keep: false },
  );
  return (
    <Drawer open title={unit.unitName} sub="按到考先后，不按分" onClose={onClose}>
      {list.items.length === 0 && (
        <View className="t-sub">{list.error?.message ?? '这里没有你能看的人'}</View>
      )}
      {list.items.map((one) => (
        <Cell
          key={one.personId}
          plain
          title={one.name}
          meta={[scoreWords(one), one.submittedAt ? momentWords(one.submittedAt) : undefined]}
        />
      ))}
      <More list={list} text={list.moreError ? '没取到，再试' : '再看一些'} />
    </Drawer>
  );
}
