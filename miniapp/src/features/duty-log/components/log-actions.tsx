import { useState } from 'react';
import { dutyLogContract, type Profile, type Shift } from '@qiangji/shared-types';
import { enqueue } from '@/platform/outbox';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { TextField } from '@/ui/field';
import { keptHere } from '@/ui/kept';
import { goBack } from '@/ui/nav';
import { toastSent } from '@/ui/toast';
import { takeShiftOver } from '../duty-log.store';
import { whatToDo } from '../reading.view';

interface LogActionsProps {
  shift: Shift;
  me: Profile;
}

/** What one may do with a log: its leader reads or returns it, its people hand it in again. */
export function LogActions({ shift, me }: LogActionsProps) {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const target = { params: { shiftId: shift.id }, recordKey: shift.id, aside: true };
  /** On a full phone the page stays, and the button can be tapped again. */
  const act = async (keep: () => Promise<unknown>, again: string, said: string) => {
    setBusy(true);
    if (!(await keptHere(keep, again))) return setBusy(false);
    setAsking(false);
    toastSent(said);
    goBack();
  };

  if (whatToDo(me, shift) === 'take') {
    const take = () => act(() => takeShiftOver(shift.id), '再接', '已接班');
    return (
      <Button block size={56} busy={busy} onPress={() => void take()}>
        接班
      </Button>
    );
  }
  if (whatToDo(me, shift) === 'resubmit') {
    const again = { contract: dutyLogContract.resubmitLog, ...target, body: {}, title: '重交日志' };
    const resubmit = () => act(() => enqueue(again), '再交', '已重交');
    return (
      <Button block size={56} busy={busy} onPress={() => void resubmit()}>
        改好了，重交
      </Button>
    );
  }
  const approve = () => {
    const read = { contract: dutyLogContract.approveLog, ...target, body: {}, title: '看过日志' };
    return act(() => enqueue(read), '再点', '记下了，看过');
  };
  const giveBack = () => {
    const contract = dutyLogContract.returnLog;
    const body = { reason: reason.trim() };
    const back = { contract, ...target, body, title: '退回日志' };
    return act(() => enqueue(back), '再退', '已退回，本人会收到通知');
  };
  return (
    <>
      <Button kind="o" size={56} onPress={() => setAsking(true)}>
        退回
      </Button>
      <Button block size={56} icon="check" busy={busy} onPress={() => void approve()}>
        看过了
      </Button>
      {asking && (
        <Dialog
          title="为什么退回"
          text="写清要补什么，本人会收到通知。"
          yes="退回"
          no="先不退"
          lacks={reason.trim() ? undefined : '还没写原因'}
          onYes={() => void giveBack()}
          onNo={() => setAsking(false)}
        >
          <TextField
            label="原因"
            hideLabel
            multiline
            value={reason}
            max={300}
            onChange={setReason}
          />
        </Dialog>
      )}
    </>
  );
}
