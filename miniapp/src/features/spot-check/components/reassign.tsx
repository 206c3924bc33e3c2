import { useState } from 'react';
import { View } from '@tarojs/components';
import { dayOf, spotCheckContract, type SpotCheck } from '@qiangji/shared-types';
import { deviceAt, now } from '@/platform/clock';
import { newId } from '@/platform/ids';
import { useNetState } from '@/platform/network';
import { call, toApiError } from '@/platform/request';
import { Button } from '@/ui/button';
import { TextField } from '@/ui/field';
import { toast, toastSent } from '@/ui/toast';
import { reassignLacks } from '../plan.view';
import { InspectorChoice } from './inspector-choice';
import './parts.scss';

export interface ReassignProps {
  check: SpotCheck;
  onChange: (check: SpotCheck) => void;
}

/** Others go than were sent, while the visit has not begun; the reason stays with the check. */
export function Reassign({ check, onChange }: ReassignProps) {
  const before = check.inspectors.map((one) => one.personId);
  const offline = useNetState() === 'offline';
  const [open, setOpen] = useState(false);
  const [inspectorIds, setInspectorIds] = useState(before);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [op] = useState(() => ({ opId: newId(), deviceAt: deviceAt() }));
  const lacks = reassignLacks({
    inspectors: inspectorIds.length,
    offline,
    plannedOn: '',
    today: dayOf(now()),
    same: [...inspectorIds].sort().join() === [...before].sort().join(),
    reason: reason.trim() !== '',
  });
  const send = async () => {
    setBusy(true);
    try {
      const body = { ...op, inspectorIds, reason };
      const params = { checkId: check.id };
      onChange(await call(spotCheckContract.assignCheck, { params, body }));
      toastSent('改派了，已通知他们');
    } catch (error) {
      toast(toApiError(error).message, 'bad');
      setBusy(false);
    }
  };
  if (!open) {
    return (
      <Button kind="o" size={44} onPress={() => setOpen(true)}>
        改派
      </Button>
    );
  }
  return (
    <View className="sc-form">
      <InspectorChoice
        squadronPath={check.squadron.path}
        value={inspectorIds}
        onChange={setInspectorIds}
        note="去不了的点掉，换上别人"
      />
      <TextField
        label="为什么改派"
        placeholder="如：顾清病了"
        value={reason}
        onChange={setReason}
        max={200}
      />
      <Button size={48} block busy={busy} lacks={lacks} onPress={() => void send()}>
        改派
      </Button>
    </View>
  );
}
