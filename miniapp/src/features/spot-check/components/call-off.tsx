import { useState } from 'react';
import { spotCheckContract } from '@qiangji/shared-types';
import { deviceAt } from '@/platform/clock';
import { changeStored } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { TextField } from '@/ui/field';
import { toast, toastSent } from '@/ui/toast';
import type { LocalCheck } from '../local-check';
import { callOff } from '../spot-check.store';
import { useOnce } from '../use-once';

export interface CallOffProps {
  check: LocalCheck;
  onDone?: () => void;
}

/** 作废, with the reason: where nobody can go on, the site is closed, or everything was wrong. Works offline. */
export function CallOff({ check, onDone }: CallOffProps) {
  const me = useMe();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const { once } = useOnce();
  const send = async () => {
    try {
      await callOff(check, reason);
    } catch {
      toast('手机存储满了，没有存下', 'bad');
      return false;
    }
    const by = { personId: me?.personId ?? '', name: me?.name ?? '' };
    const input = { params: { checkId: check.id } };
    changeStored(spotCheckContract.findCheck, input, (data) => ({
      ...data,
      state: 'called_off' as const,
      calledOff: { by, at: deviceAt(), reason: reason.trim() },
    }));
    setAsking(false);
    toastSent('作废了，连上网就送');
    onDone?.();
    return true;
  };
  return (
    <>
      <Button kind="o" size={44} onPress={() => setAsking(true)}>
        作废这次督察
      </Button>
      {asking && (
        <Dialog
          title="作废这次督察？"
          text="打过的分都不算，记录和理由留着；抽签来的，那次抽签又能用。"
          yes="作废"
          no="先不"
          danger
          lacks={reason.trim() === '' ? '写明理由' : undefined}
          onYes={() => void once(send)}
          onNo={() => setAsking(false)}
        >
          <TextField
            label="理由"
            placeholder="如：当天停工，没人可查"
            value={reason}
            onChange={setReason}
            max={200}
          />
        </Dialog>
      )}
    </>
  );
}
