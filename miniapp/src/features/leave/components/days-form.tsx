import { View } from '@tarojs/components';
import { addDays, LEAVE_NAMES, leaveKinds, MAX_LEAVE_DAYS } from '@qiangji/shared-types';
import { Choice } from '@/ui/choice';
import { DateField } from '@/ui/date-field';
import type { LeaveForm } from '../leave.view';
import '../leave.scss';

type Days = Pick<LeaveForm, 'kind' | 'from' | 'to'>;

const KINDS = leaveKinds.map((value) => ({ value, text: LEAVE_NAMES[value] }));

/** Which kind and which days; no reason is asked for. */
export function DaysForm({ value, onChange }: { value: Days; onChange: (value: Days) => void }) {
  const { kind, from, to } = value;
  return (
    <View className="lv-form">
      <Choice
        label="哪一种"
        options={KINDS}
        value={kind}
        onChange={(next) => onChange({ ...value, kind: next })}
      />
      <View className="lv-two">
        <DateField
          label="第一天"
          value={from}
          onChange={(next) => onChange({ ...value, from: next, to: to < next ? next : to })}
        />
        <DateField
          label="最后一天"
          value={to}
          start={from}
          end={from && addDays(from, MAX_LEAVE_DAYS - 1)}
          onChange={(next) => onChange({ ...value, to: next })}
        />
      </View>
    </View>
  );
}
