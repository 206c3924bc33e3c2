import { useState } from 'react';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import {
  examResultContract,
  type ExamStatistics,
  type QuestionStatistics,
} from '@qiangji/shared-types';
import { useResource } from '@/platform/resource';
import { KIND_WORDS } from '@/ui/answer';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Chips } from '@/ui/chips';
import { Drawer } from '@/ui/drawer';
import { KeyWords, ROW_KEYS } from '@/ui/key-words';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { Table, type Column } from '@/ui/table';
import { Tag } from '@/ui/tag';
import { useRowKeys } from '@/ui/use-row-keys';
import { useWide } from '@/ui/use-wide';
import { KeyDrawer } from '../../components/key-drawer';
import { ExplainedList } from '../../components/explained';
import { momentWords, percentWords } from '../../exam.view';
import { paperFigures, questionFigures } from '../../statistics.view';
import '../../components/desk.scss';

const advice = ({ advice: given }: QuestionStatistics) =>
  given.length > 0 ? <Tag tone="warn">{`${given.length} 条建议`}</Tag> : '无';

const COLUMNS: readonly Column<QuestionStatistics>[] = [
  { key: 'stem', title: '题', grow: 4, cell: (row) => row.stem },
  { key: 'kind', title: '题型', cell: (row) => KIND_WORDS[row.kind] },
  { key: 'people', title: '人数', align: 'right', cell: (row) => String(row.people) },
  { key: 'facility', title: '易度', align: 'right', cell: (row) => percentWords(row.facilityBp) },
  {
    key: 'discrimination',
    title: '区分度',
    align: 'right',
    cell: (row) => percentWords(row.discriminationBp),
  },
  {
    key: 'effective',
    title: '实际权重',
    align: 'right',
    cell: (row) => percentWords(row.effectiveBp),
  },
  { key: 'advice', title: '建议', cell: advice },
];

/** Below so many people the figures swing with each of them. */
const FEW = 30;

function reliability({ waiting, marked, test, at }: ExamStatistics): string {
  if (waiting > 0) return `${waiting} 份没阅完，没算`;
  if (marked > test.people) return `从 ${marked} 份里均匀取 ${test.people} 份算的`;
  return test.people < FEW ? `只有 ${test.people} 人，只能当参考` : momentWords(at);
}

/** How paper and questions did, each figure explained; whether a question is bad, a person says. */
export default function StatisticsPage() {
  const { id = '' } = useRouter().params;
  const wide = useWide();
  const [only, setOnly] = useState<'all' | 'advice'>('all');
  const [open, setOpen] = useState<QuestionStatistics>();
  const [mending, setMending] = useState(false);
  const { state, data, error, refresh } = useResource(
    examResultContract.findStatistics,
    id ? { params: { examId: id } } : undefined,
    { keep: false },
  );
  const rowsId = useRowKeys({ a: () => setOnly(only === 'all' ? 'advice' : 'all') });
  const rows = (data?.questions ?? []).filter((row) => only === 'all' || row.advice.length > 0);
  return (
    <PageShell
      title="试题分析"
      sub={data?.title}
      width="full"
      status={state}
      fail={{ title: '分析没取到', why: error?.message ?? '考完才有分析，连上网再试' }}
      onRefresh={refresh}
      drawer={
        open &&
        (mending ? (
          <KeyDrawer
            examId={id}
            code={open.code}
            onClose={() => setMending(false)}
            onDone={() => {
              setMending(false);
              setOpen(undefined);
              void refresh();
            }}
          />
        ) : (
          <QuestionPanel
            one={open}
            onMend={() => setMending(true)}
            onClose={() => setOpen(undefined)}
          />
        ))
      }
    >
      {data && (
        <>
          <Section title="整张卷子" note={reliability(data)}>
            <Card pad>
              <ExplainedList figures={paperFigures(data.test)} />
            </Card>
          </Section>
          <Section title={`题目 ${rows.length}`} note="点开看每个数的意思">
            <View className="ed-chips">
              <Chips
                label="只看"
                value={only}
                onChange={setOnly}
                chips={[
                  { value: 'all', text: '全部' },
                  { value: 'advice', text: '有建议的' },
                ]}
              />
            </View>
            <KeyWords words={[ROW_KEYS, 'A 只看有建议的，再按看全部']} />
            <View id={rowsId}>
              <Card>
                {rows.length === 0 && <View className="qj-li t-sub">没有要看的题</View>}
                {wide && rows.length > 0 ? (
                  <Table
                    label="题目"
                    columns={COLUMNS}
                    groups={[{ rows }]}
                    rowKey={(row) => row.code}
                    rowLabel={(row) => `看这道题：${row.stem}`}
                    onRow={setOpen}
                    selected={open?.code}
                  />
                ) : (
                  rows.map((row) => (
                    <Cell
                      key={row.code}
                      title={row.stem}
                      meta={[
                        KIND_WORDS[row.kind],
                        `易度 ${percentWords(row.facilityBp)}`,
                        `区分度 ${percentWords(row.discriminationBp)}`,
                      ]}
                      right={row.advice.length > 0 ? advice(row) : undefined}
                      onPress={() => setOpen(row)}
                    />
                  ))
                )}
              </Card>
            </View>
          </Section>
        </>
      )}
    </PageShell>
  );
}

interface PanelProps {
  one: QuestionStatistics;
  onMend: () => void;
  onClose: () => void;
}

function QuestionPanel({ one, onMend, onClose }: PanelProps) {
  const mend = (
    <Button kind="o" block onPress={onMend}>
      改标准答案
    </Button>
  );
  return (
    <Drawer open title={KIND_WORDS[one.kind]} sub={one.topicName} onClose={onClose} footer={mend}>
      <View className="t-body">{one.stem}</View>
      {one.advice.map(({ code, message }) => (
        <Cell key={code} plain icon="triangle-alert" tone="warn" title={message} />
      ))}
      {one.corrections > 0 && <Cell plain title={`答案改过 ${one.corrections} 次，已重判`} />}
      <ExplainedList figures={questionFigures(one)} />
      {one.tables.map(({ partId, options }) => (
        <Section key={partId ?? 'all'} title="选了什么" note="高分三分之一 / 低分三分之一">
          <Card>
            {options.map(({ optionId, text, right, chosen, shareBp, upperBp, lowerBp }) => (
              <Cell
                key={optionId ?? 'none'}
                plain
                icon={right ? 'circle-check' : undefined}
                tone={right ? 'ok' : undefined}
                title={text ?? '没选'}
                meta={[
                  right ? '答案' : undefined,
                  `高分 ${percentWords(upperBp)}`,
                  `低分 ${percentWords(lowerBp)}`,
                ]}
                value={`${chosen} 人，${percentWords(shareBp)}`}
              />
            ))}
          </Card>
        </Section>
      ))}
    </Drawer>
  );
}
