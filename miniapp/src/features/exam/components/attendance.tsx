import { View } from '@tarojs/components';
import {
  examContract,
  sittingStates,
  type AttendanceRow,
  type Exam,
  type SittingState,
} from '@qiangji/shared-types';
import { saveDownload } from '@/platform/request';
import { usePagedResource } from '@/platform/resource';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Chips } from '@/ui/chips';
import { TextField } from '@/ui/field';
import { KeyWords, ROW_KEYS } from '@/ui/key-words';
import { More } from '@/ui/more';
import { Section } from '@/ui/section';
import { Table, type Column } from '@/ui/table';
import { Tag } from '@/ui/tag';
import { toSearch, useRowKeys } from '@/ui/use-row-keys';
import { useWide } from '@/ui/use-wide';
import { attempt } from '../desk.call';
import { rowState, STATE_TONES } from '../desk.view';
import { SITTING_WORDS, timeWords } from '../exam.view';
import './desk.scss';

export type StateFilter = SittingState | 'all';

export function useAttendance(examId: string, state: StateFilter, q: string) {
  return usePagedResource(
    examContract.listAttendance,
    {
      params: { examId },
      query: { ...(state === 'all' ? {} : { state }), ...(q === '' ? {} : { q }) },
    },
    { keep: false },
  );
}

const answered = ({ attempt }: AttendanceRow) =>
  attempt ? `${attempt.answered}/${attempt.questions}` : '无';
const saved = ({ attempt }: AttendanceRow) =>
  attempt?.savedAt ? timeWords(attempt.savedAt) : '无';

const COLUMNS: readonly Column<AttendanceRow>[] = [
  { key: 'name', title: '姓名', grow: 2, cell: (row) => `${row.name} ${row.unitName}` },
  {
    key: 'state',
    title: '状态',
    grow: 2,
    cell: (row) => <Tag tone={STATE_TONES[row.state]}>{rowState(row)}</Tag>,
  },
  { key: 'answered', title: '已答', align: 'right', cell: answered },
  { key: 'saved', title: '最后保存', align: 'right', cell: saved },
  {
    key: 'leaves',
    title: '离开',
    align: 'right',
    cell: ({ attempt }) => (attempt ? String(attempt.leaves) : '无'),
  },
];

interface AttendanceProps {
  exam: Pick<Exam, 'id' | 'draft'>;
  list: ReturnType<typeof useAttendance>;
  state: StateFilter;
  onState: (state: StateFilter) => void;
  /** What a name is looked for by. */
  typed: string;
  onTyped: (typed: string) => void;
  selected: string | undefined;
  onRow: (row: AttendanceRow) => void;
}

/** Who sits and where each stands; which question was wrong is no part of it. */
export function Attendance(props: AttendanceProps) {
  const { exam, list, state, onState, typed, onTyped, selected, onRow } = props;
  const wide = useWide();
  const rowsId = useRowKeys({ '/': () => toSearch(rowsId, '.ed-search input') });
  const save = () =>
    attempt(() =>
      saveDownload(examContract.exportAttendance, `${exam.draft.title}到考.xlsx`, {
        params: { examId: exam.id },
      }),
    );
  return (
    <Section title="考生" note="按单位，不看分数">
      <View className="l-row l-wrap g-8">
        <Button size={44} kind="o" icon="download" onPress={() => void save()}>
          导出到考表
        </Button>
      </View>
      <KeyWords words={[ROW_KEYS, '/ 找考生', 'R 重新取']} />
      <View className="ed-search">
        <TextField
          label="找考生"
          placeholder="姓名或工号"
          max={40}
          value={typed}
          onChange={onTyped}
        />
      </View>
      <View className="ed-chips">
        <Chips
          label="只看"
          value={state}
          onChange={onState}
          chips={[
            { value: 'all' as const, text: '全部' },
            ...sittingStates.map((value) => ({ value, text: SITTING_WORDS[value] })),
          ]}
        />
      </View>
      <View id={rowsId}>
        <Card>
          {list.items.length === 0 && (
            <View className="qj-li t-sub">
              {list.error
                ? list.error.message
                : list.state === 'loading'
                  ? '正在取'
                  : '没有这样的人'}
            </View>
          )}
          {wide && list.items.length > 0 ? (
            <Table
              label="考生"
              columns={COLUMNS}
              groups={[{ rows: list.items }]}
              rowKey={(row) => row.personId}
              rowLabel={(row) => `看 ${row.name}`}
              onRow={onRow}
              selected={selected}
            />
          ) : (
            list.items.map((row) => (
              <Cell
                key={row.personId}
                title={row.name}
                meta={[
                  row.unitName,
                  row.attempt ? `已答 ${answered(row)}` : undefined,
                  row.attempt ? `离开 ${row.attempt.leaves} 次` : undefined,
                ]}
                right={<Tag tone={STATE_TONES[row.state]}>{rowState(row)}</Tag>}
                onPress={() => onRow(row)}
              />
            ))
          )}
        </Card>
      </View>
      <More list={list} text={list.moreError ? '没取到，再试' : '再看一些'} />
    </Section>
  );
}
