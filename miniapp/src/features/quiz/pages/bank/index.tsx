import { useState } from 'react';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { quizContract, stemLine, type BankQuestion } from '@qiangji/shared-types';
import { usePagedResource } from '@/platform/resource';
import { KIND_WORDS } from '@/ui/answer';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { KeyWords, ROW_KEYS } from '@/ui/key-words';
import { More } from '@/ui/more';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Table, type Column } from '@/ui/table';
import { Tag } from '@/ui/tag';
import { toSearch, useRowKeys } from '@/ui/use-row-keys';
import { useWide } from '@/ui/use-wide';
import {
  BankFilters,
  filterQuery,
  NO_FILTER,
  type BankFilter,
} from '../../components/bank-filters';
import { BankExport } from '../../components/bank-export';
import { BankLaws } from '../../components/bank-laws';
import { QuestionDrawer } from '../../components/question-drawer';
import {
  checkWord,
  editUrl,
  importUrl,
  QUESTION_STATE_WORDS,
  VERIFIED_TONES,
} from '../../quiz.view';
import '../../components/bank.scss';

const STATE_TONES = { draft: 'warn', active: 'ok', retired: 'plain' } as const;

const COLUMNS: readonly Column<BankQuestion>[] = [
  { key: 'stem', title: '题干', grow: 5, cell: (row) => stemLine(row.body) },
  { key: 'topic', title: '专题', grow: 2, cell: (row) => row.topicName },
  { key: 'kind', title: '题型', cell: (row) => KIND_WORDS[row.body.kind] },
  {
    key: 'verified',
    title: '核对',
    grow: 2,
    cell: (row) => (
      <Tag tone={row.doubt ? 'warn' : VERIFIED_TONES[row.verified.state]}>{checkWord(row)}</Tag>
    ),
  },
  {
    key: 'state',
    title: '状态',
    cell: (row) => <Tag tone={STATE_TONES[row.state]}>{QUESTION_STATE_WORDS[row.state]}</Tag>,
  },
];

type Panel = 'export' | 'laws';

function Actions({ onPanel }: { onPanel: (panel: Panel) => void }) {
  return (
    <>
      <Button size={44} icon="pencil-line" onPress={() => openPage(editUrl())}>
        写一道题
      </Button>
      <Button size={44} kind="o" icon="upload" onPress={() => openPage(importUrl)}>
        导入
      </Button>
      <Button size={44} kind="o" icon="download" onPress={() => onPanel('export')}>
        导出
      </Button>
      <Button size={44} kind="o" icon="scale" onPress={() => onPanel('laws')}>
        法规
      </Button>
    </>
  );
}

/** What of a filter an export knows. */
function exportQuery({ topic, kind }: BankFilter) {
  return { ...(topic === 'all' ? {} : { topic }), ...(kind === 'all' ? {} : { kind }) };
}

/** The question bank, for the legal officer and the campaign office; on a desk screen first of all. */
export default function BankPage() {
  const wide = useWide();
  const [filter, setFilter] = useState<BankFilter>(NO_FILTER);
  const [open, setOpen] = useState(useRouter().params.code);
  const [panel, setPanel] = useState<Panel>();
  const list = usePagedResource(
    quizContract.listQuestions,
    { query: filterQuery(filter) },
    { keep: false },
  );
  const rowsId = useRowKeys({
    '/': () => toSearch(rowsId, '.bk-filters input'),
    n: () => openPage(editUrl()),
  });
  const opened = (
    <QuestionDrawer
      code={open}
      onClose={() => setOpen(undefined)}
      onChanged={() => void list.refresh()}
    />
  );
  return (
    <PageShell
      title="题库"
      sub="题目、核对、启用"
      width="full"
      status={list.state === 'empty' ? 'ready' : list.state}
      fail={{ title: '题库没取到', why: list.error?.message ?? '服务器没有回应，题目都在' }}
      onRefresh={list.refresh}
      actions={<Actions onPanel={setPanel} />}
      drawer={opened}
    >
      {!wide && (
        <View className="bk-actions">
          <Actions onPanel={setPanel} />
        </View>
      )}
      {panel === 'export' && (
        <BankExport query={exportQuery(filter)} onClose={() => setPanel(undefined)} />
      )}
      {panel === 'laws' && (
        <BankLaws
          onClose={() => setPanel(undefined)}
          onCiting={({ name, version }) => {
            setPanel(undefined);
            setFilter({ ...NO_FILTER, law: { name, version } });
          }}
        />
      )}
      {filter.law && (
        <Card>
          <Cell
            title={`依据 ${filter.law.name}（${filter.law.version}）的题`}
            meta="点这里看全部的题"
            onPress={() => setFilter(NO_FILTER)}
          />
        </Card>
      )}
      <BankFilters filter={filter} onChange={setFilter} />
      <KeyWords words={[ROW_KEYS, '/ 找题', 'N 写一道题']} />
      <View id={rowsId}>
        {list.items.length === 0 ? (
          <Card pad>
            <View className="t-sub">没有这样的题，换个条件再找</View>
          </Card>
        ) : wide ? (
          <Card>
            <Table
              label="题目"
              columns={COLUMNS}
              groups={[{ rows: list.items }]}
              rowKey={(row) => row.code}
              rowLabel={(row) => `看这道题：${stemLine(row.body)}`}
              onRow={(row) => setOpen(row.code)}
              selected={open}
            />
          </Card>
        ) : (
          <Card>
            {list.items.map((row) => (
              <Cell
                key={row.code}
                title={stemLine(row.body)}
                meta={[row.topicName, KIND_WORDS[row.body.kind], checkWord(row)]}
                right={<Tag tone={STATE_TONES[row.state]}>{QUESTION_STATE_WORDS[row.state]}</Tag>}
                onPress={() => setOpen(row.code)}
              />
            ))}
          </Card>
        )}
      </View>
      <More list={list} text={list.moreError ? '没取到，再试' : '再看一些'} />
    </PageShell>
  );
}
