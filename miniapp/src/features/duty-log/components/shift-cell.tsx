import type { ShiftSummary } from '@qiangji/shared-types';
import { Cell } from '@/ui/cell';
import { Tag } from '@/ui/tag';
import { dayText, LOG_WORDS, logTone, spanText } from '../log.view';

interface ShiftCellProps {
  shift: ShiftSummary;
  withOwner?: boolean;
  /** Instead of counts: what is unusual about it, in words. */
  words?: readonly string[];
  onPress: () => void;
}

/** One shift in a list. */
export function ShiftCell({ shift, withOwner, words, onPress }: ShiftCellProps) {
  const who = `${withOwner ? shift.owner.name : dayText(shift.day)} ${shift.templateName}`;
  const counts = [
    `${shift.entryCount} 条`,
    shift.enforcementCount > 0 ? `执法 ${shift.enforcementCount}` : undefined,
    shift.incidentCount > 0 ? `突发 ${shift.incidentCount}` : undefined,
  ];
  const span = withOwner ? `${dayText(shift.day)} ${spanText(shift)}` : spanText(shift);
  const meta = words ? [spanText(shift), ...words] : [span, ...counts];
  return (
    <Cell
      icon={words ? 'circle-alert' : 'notebook-pen'}
      tone={words ? 'warn' : undefined}
      title={who}
      meta={meta}
      right={<Tag tone={logTone(shift.log)}>{LOG_WORDS[shift.log]}</Tag>}
      onPress={onPress}
    />
  );
}
