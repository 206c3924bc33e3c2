import { useState } from 'react';
import { View } from '@tarojs/components';
import { examContract, orgContract, type AttendanceRow } from '@qiangji/shared-types';
import { usePagedResource, useResource } from '@/platform/resource';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { TextField } from '@/ui/field';
import { useTyped } from '@/ui/field/use-typed';
import { More } from '@/ui/more';
import { Select } from '@/ui/select';
import { Tag } from '@/ui/tag';
import { rowState } from '../desk.view';
import './desk.scss';

const ALL = '';

export interface Picked {
  personId: string;
  name: string;
}

interface PeoplePickerProps {
  examId: string;
  picked: readonly Picked[];
  onChange: (picked: Picked[]) => void;
}

/** People of an exam by name, staff number or unit; whoever has started already is not to be picked. */
export function PeoplePicker({ examId, picked, onChange }: PeoplePickerProps) {
  const { typed, setTyped, q } = useTyped();
  const [unitPath, setUnit] = useState<string>(ALL);
  const units = useResource(orgContract.listUnits, {}).data?.units ?? [];
  const list = usePagedResource(
    examContract.listAttendance,
    {
      params: { examId },
      query: { ...(q === '' ? {} : { q }), ...(unitPath === ALL ? {} : { unitPath }) },
    },
    { keep: false },
  );
  const ids = new Set(picked.map(({ personId }) => personId));
  const turn = ({ personId, name }: AttendanceRow) =>
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
        value={typed}
        onChange={setTyped}
      />
      <Select
        label="单位"
        value={unitPath}
        options={[
          { value: ALL, text: '全部' },
          ...units.map(({ path, name }) => ({ value: path, text: name })),
        ]}
        onChange={setUnit}
      />
      <Card>
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
            meta={[row.unitName, rowState(row)]}
            right={ids.has(row.personId) ? <Tag tone="ok">已挑</Tag> : undefined}
            onPress={row.attempt ? undefined : () => turn(row)}
          />
        ))}
      </Card>
      <More list={list} text={list.moreError ? '没取到，再试' : '再看一些'} />
    </View>
  );
}
