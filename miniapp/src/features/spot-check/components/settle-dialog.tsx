import { useState } from 'react';
import { View } from '@tarojs/components';
import type { SettlementOutcome } from '@qiangji/shared-types';
import { Choice } from '@/ui/choice';
import { Dialog } from '@/ui/dialog';
import { TextField } from '@/ui/field';
import './parts.scss';

const OUTCOMES = [
  { value: 'kept', text: '结果不变' },
  { value: 'withdrawn', text: '意见成立' },
] as const;

export interface SettleDialogProps {
  /** Whose words are answered. */
  name: string;
  onSend: (outcome: SettlementOutcome, reason: string) => void;
  onClose: () => void;
}

/** How what one of those checked holds against the result is settled: once, and with a reason. */
export function SettleDialog({ name, onSend, onClose }: SettleDialogProps) {
  const [outcome, setOutcome] = useState<SettlementOutcome>();
  const [reason, setReason] = useState('');
  const lacks =
    outcome === undefined ? '选一个结果' : reason.trim() === '' ? '写明理由' : undefined;
  return (
    <Dialog
      title={`处理${name}的意见`}
      text="不变：照样计入统计。成立：这个人名下的和队伍项都收回，不计入统计，也不用改。只能处理一次，会通知本人。"
      yes="处理"
      no="先不"
      lacks={lacks}
      onYes={() => outcome && onSend(outcome, reason.trim())}
      onNo={onClose}
    >
      <View className="sc-form">
        <Choice
          label="怎么处理"
          options={OUTCOMES}
          value={outcome}
          onChange={setOutcome}
          columns={2}
        />
        <TextField
          label="理由"
          placeholder="如：看了登记本，胸号当天送修"
          value={reason}
          onChange={setReason}
          max={200}
          multiline
        />
      </View>
    </Dialog>
  );
}
