import { useState } from 'react';
import { View } from '@tarojs/components';
import { dutyLogContract } from '@qiangji/shared-types';
import { enqueue, unsent } from '@/platform/outbox';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Drawer } from '@/ui/drawer';
import { keptHere } from '@/ui/kept';
import { toastSent } from '@/ui/toast';
import {
  certainNames,
  changeable,
  changeForm,
  changeOf,
  lackingToChange,
  mayBeAbsent,
  type ChangeForm,
} from '../change.view';
import { useColleagues } from '../duty-log.store';
import { openingOf, type ShiftView } from '../shift.view';
import { PeopleChoice } from './people-choice';
import { ThingsFields } from './things-fields';

/** Keeps a change on the phone; after the opening, where that waits here, too. False: no room for it. */
function send(shift: ShiftView, change: ReturnType<typeof changeOf>): Promise<boolean> {
  const keep = () =>
    enqueue({
      contract: dutyLogContract.changeShift,
      params: { shiftId: shift.id },
      body: change ?? {},
      recordKey: shift.id,
      after: openingOf(shift.id, unsent())?.opId,
      title: '改这班',
      aside: true,
    });
  return keptHere(keep, '再改', '没改成');
}

interface RowsProps {
  shift: ShiftView;
  own: string;
  onChange: () => void;
  onAbsent: () => void;
}

/** What those on a shift may put right about it. */
export function ChangeRows({ shift, own, onChange, onAbsent }: RowsProps) {
  return (
    <Card>
      <Cell
        icon="pencil-line"
        title="改这班"
        meta="谁来了谁没来，路段、记录仪、车辆"
        onPress={onChange}
      />
      {mayBeAbsent(shift, own) && (
        <Cell icon="user" title="我没来" meta="别人上岗时写了你，点这里去掉" onPress={onAbsent} />
      )}
    </Card>
  );
}

/** A person whom somebody else put on a shift says that they did not come. */
export function sayAbsent(shift: ShiftView, own: string): Promise<boolean> {
  return send(shift, { joinedIds: [], absentIds: [own] });
}

interface DrawerProps {
  shift: ShiftView;
  own: string;
  onClose: () => void;
}

export function ChangeDrawer({ shift, own, onClose }: DrawerProps) {
  const colleagues = useColleagues();
  const [form, setForm] = useState<ChangeForm>(() => changeForm(shift, own));
  const [busy, setBusy] = useState(false);
  const set = (part: Partial<ChangeForm>) => setForm((old) => ({ ...old, ...part }));
  const change = changeOf(shift, form, own);
  const certain = certainNames(shift, own);
  const save = async () => {
    setBusy(true);
    if (await send(shift, change)) {
      toastSent('改好了');
      onClose();
    } else setBusy(false);
  };
  return (
    <Drawer
      open
      title="改这班"
      sub="原来写的会留着"
      onClose={onClose}
      footer={
        <Button
          block
          size={56}
          icon="check"
          busy={busy}
          lacks={lackingToChange(form, change)}
          onPress={() => void save()}
        >
          改好
        </Button>
      }
    >
      <View className="l-col g-12">
        <View className="t-sub">同班，没来的点掉</View>
        <PeopleChoice
          label="同班的人"
          multiple
          people={changeable(shift, colleagues, own)}
          value={form.partnerIds}
          onChange={(partnerIds) => set({ partnerIds })}
        />
        {certain.length > 0 && (
          <View className="t-cap">{`${certain.join('、')}自己上的岗或有记录，去不掉`}</View>
        )}
        <ThingsFields {...form} onChange={set} />
      </View>
    </Drawer>
  );
}
