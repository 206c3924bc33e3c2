import { useState } from 'react';
import { View } from '@tarojs/components';
import {
  examContract,
  orgContract,
  type AttendanceRow,
  type Colleague,
} from '@qiangji/shared-types';
import { usePagedResource, useResource } from '@/platform/resource';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { TextField } from '@/ui/field';
import { useTyped } from '@/ui/field/use-typed';
import { More, type MoreProps } from '@/ui/more';
import { Select } from '@/ui/select';
import { Tag } from '@/ui/tag';
import { rowState } from '../desk.view';
import './desk.scss';

const ALL = '';

export interface Picked {
  personId: string;
  name: string;
}

interface PickerProps {
  picked: readonly Picked[];
  onChange: (picked: Picked[]) => void;
}

/** People of an exam by name, staff number or unit; whoever has started already is not to be picked. */
export function ExamineePicker({ examId, ...rest }: PickerProps & { examId: string }) {
  const search = useSearch();
  const { query } = search;
  const list = usePagedResource(
    examContract.listAttendance,
    { params: { examId }, query },
    { keep: false },
  );
  const rowOf = (row: AttendanceRow): Pickable => ({
    personId: row.personId,
    name: row.name,
    meta: [row.unitName, rowState(row)],
    may: !row.attempt,
  });
  return <Picker list={{ ...list, items: list.items.map(rowOf) }} search={search} {...rest} />;
}

/** Everybody of the bureau, on the list of an exam or not. */
export function ColleaguePicker(props: PickerProps) {
  const search = useSearch();
  const { query } = search;
  const list = usePagedResource(orgContract.listColleagues, { query }, { keep: false });
  const rowOf = ({ personId, name, unitName, post }: Colleague): Pickable => ({
    personId,
    name,
    meta: [unitName, post],
    may: true,
  });
  return <Picker list={{ ...list, items: list.items.map(rowOf) }} search={search} {...props} />;
}

interface Pickable extends Picked {
  meta: string[];
  may: boolean;
}

function useSearch() {
  const { typed, setTyped, q } = useTyped();
  const [unitPath, setUnit] = useState<string>(ALL);
  const query = { ...(q === '' ? {} : { q }), ...(unitPath === ALL ? {} : { unitPath }) };
  return { typed, setTyped, unitPath, setUnit, query };
}

interface PickerViewProps extends PickerProps {
  list: MoreProps['list'] & {
    items: Pickable[];
    state: string;
    error?: { message: string };
    moreError?: unknown;
  };
  search: ReturnType<typeof useSearch>;
}

function Picker({ list, search, picked, onChange }: PickerViewProps) {
  const units = useResource(orgContract.listUnits, {}).data?.units ?? [];
  const ids = new Set(picked.map(({ personId }) => personId));
  const turn = ({ personId, name }: Picked) =>
    onChange(
      ids.has(personId)
        ? picked.filter((one) => one.personId !== personId)
        : [...picked, { personId, name }],
    );
  return (
    <View className="ed-form">
      <TextField
        label="找人"
        placeholder="姓名或工号的开头"
        max={40}
        value={search.typed}
        onChange={search.setTyped}
      />
      <Select
        label="单位"
        value={search.unitPath}
        options={[
          { value: ALL, text: '全部' },
          ...units.map(({ path, name }) => ({ value: path, text: name })),
        ]}
        onChange={search.setUnit}
      />
      <Card className="ed-facts">
        {list.items.length === 0 && (
          <View className="qj-li t-sub">
            {list.error ? list.error.message : list.state === 'loading' ? '正在取' : '没有这样的人'}
          </View>
        )}
        {list.items.map((row) => (
          <Cell
            key={row.personId}
            plain
            title={row.name}
            meta={row.meta}
            value={row.may ? undefined : '开过考'}
            right={ids.has(row.personId) ? <Tag tone="ok">已挑</Tag> : undefined}
            onPress={row.may ? () => turn(row) : undefined}
          />
        ))}
      </Card>
      <More list={list} text={list.moreError ? '没取到，再试' : '再看一些'} />
    </View>
  );
}
