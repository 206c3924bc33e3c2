import { daysWords, LEAVE_NAMES, type Leave } from '@qiangji/shared-types';
import { Cell } from '@/ui/cell';
import { SentMark } from '@/ui/sent-mark';
import { Tag } from '@/ui/tag';
import { STATE_LOOK } from '../leave.view';

interface LeaveRowProps {
  leave: Leave;
  /** Names the person; one's own list does without. */
  named?: boolean;
  /** A change of it is on this phone only. */
  waiting?: boolean;
  onPress?: () => void;
}

/** One leave: who, which kind, which days. */
export function LeaveRow({ leave, named, waiting, onPress }: LeaveRowProps) {
  const look = STATE_LOOK[leave.state];
  const kind = LEAVE_NAMES[leave.kind];
  return (
    <Cell
      title={named ? leave.name : kind}
      meta={[named ? kind : undefined, daysWords(leave), named ? leave.unitName : undefined]}
      right={waiting ? <SentMark state="waiting" /> : <Tag tone={look.tone}>{look.text}</Tag>}
      onPress={onPress}
    />
  );
}
