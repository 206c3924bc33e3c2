import { Icon, type IconName } from '../icon';
import { Tag, type TagProps } from '../tag';

/** How far a record has got from this phone to the service. */
export type SentState = 'waiting' | 'sending' | 'sent' | 'rejected';

export interface SentMarkProps {
  state: SentState;
}

const LOOK: Record<
  SentState,
  { text: string; tone: TagProps['tone']; icon: IconName; colour: string }
> = {
  waiting: { text: '待发送', tone: 'plain', icon: 'clock-arrow-up', colour: 'c-ink-2' },
  sending: { text: '发送中', tone: 'brand', icon: 'loader', colour: 'c-brand' },
  sent: { text: '已送达', tone: 'ok', icon: 'circle-check', colour: 'c-ok' },
  rejected: { text: '被退回', tone: 'bad', icon: 'triangle-alert', colour: 'c-bad' },
};

/** 待发送, 发送中, 已送达 or 被退回: on every record, so that one can trust that it is kept. */
export function SentMark({ state }: SentMarkProps) {
  const { text, tone } = LOOK[state];
  return <Tag tone={tone}>{text}</Tag>;
}

/** The same as an icon, for the left end of a row whose text says the rest. */
export function SentIcon({ state }: SentMarkProps) {
  const { icon, colour } = LOOK[state];
  return <Icon name={icon} size={22} className={colour} />;
}

/** The state in words, for a spoken name. */
export function sentWords(state: SentState): string {
  return LOOK[state].text;
}
