import { useState } from 'react';
import { View } from '@tarojs/components';
import {
  dayOf,
  daysWords,
  endedBefore,
  LEAVE_NAMES,
  leaveContract,
  type Leave,
} from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { enqueue, type Write } from '@/platform/outbox';
import { StorageError } from '@/platform/storage';
import { Button } from '@/ui/button';
import { useConfirm } from '@/ui/dialog';
import { Drawer } from '@/ui/drawer';
import { toast, toastSent } from '@/ui/toast';
import { lacksInLeave } from '../leave.view';
import { DaysForm } from './days-form';
import { History } from './history';
import '../leave.scss';

interface LeaveDrawerProps {
  leave: Leave;
  onClose: () => void;
}

type Change = typeof leaveContract.change | typeof leaveContract.withdraw;

/** Keeps a change on the phone; false where it has no room. */
async function keep<S extends Change>(write: Write<S>): Promise<boolean> {
  try {
    await enqueue(write);
    toastSent('已存下，连上网就送');
    return true;
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    toast('手机存满了，没存下，请清理后再试', 'bad');
    return false;
  }
}

/** One leave: back earlier, other days, or a mistake. What stood before is kept. */
export function LeaveDrawer({ leave, onClose }: LeaveDrawerProps) {
  const { id, version, personId, state } = leave;
  const [form, setForm] = useState({
    kind: leave.kind as Leave['kind'] | undefined,
    from: leave.from,
    to: leave.to,
  });
  const [dialog, ask] = useConfirm();
  const params = { leaveId: id };
  const about = { params, recordKey: `leave:${id}`, title: `${leave.name}的请假` };
  const last = endedBefore(dayOf(now()), leave);
  const { kind } = form;
  const isChanged = kind !== leave.kind || form.from !== leave.from || form.to !== leave.to;

  const change = async (to: string) => {
    if (!kind) return;
    const body = { version, kind, from: form.from, to };
    if (await keep({ contract: leaveContract.change, body, ...about })) onClose();
  };
  const withdraw = async () => {
    const text = '这几天不算请假，记过又撤的会留着';
    if (!(await ask({ title: '记错了', text, yes: '撤掉', no: '留着' }))) return;
    if (await keep({ contract: leaveContract.withdraw, body: { version }, ...about })) onClose();
  };
  const open = state !== 'withdrawn';
  return (
    <Drawer
      open
      title={leave.name}
      sub={`${LEAVE_NAMES[leave.kind]}，${daysWords(leave)}`}
      onClose={onClose}
      footer={
        open ? (
          <Button
            block
            lacks={lacksInLeave({ personId, ...form }) ?? (isChanged ? undefined : '还没改')}
            onPress={() => void change(form.to)}
          >
            存下改动
          </Button>
        ) : undefined
      }
    >
      <View className="lv-form">
        {state === 'away' && last !== null && (
          <Button kind="o" block onPress={() => void change(last)}>
            今天回来了
          </Button>
        )}
        {open && <DaysForm value={form} onChange={setForm} />}
        <History history={leave.history} />
        {open && (
          <Button kind="o" block onPress={() => void withdraw()}>
            记错了，撤掉
          </Button>
        )}
        {dialog}
      </View>
    </Drawer>
  );
}
