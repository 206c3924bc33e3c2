import { addDays, type Profile, type TopicMastery } from '@qiangji/shared-types';
import { dateText } from '@/shell/when';

/** From so many days before its end on, an enforcement ID is to be renewed. */
const RENEW_DAYS = 60;

export interface IdState {
  text: string;
  word: string;
  tone: 'ok' | 'warn' | 'bad';
}

/** The enforcement ID in words; undefined for whoever holds none. */
export function idStateOf(me: Pick<Profile, 'enforcementId'>, today: string): IdState | undefined {
  const until = me.enforcementId?.validUntil;
  if (!until) return undefined;
  const text = `执法证 有效期至 ${until.slice(0, 4)}年${dateText(until)}`;
  if (until < today) return { text, word: '已过期', tone: 'bad' };
  if (until <= addDays(today, RENEW_DAYS)) return { text, word: '快到期', tone: 'warn' };
  return { text, word: '有效', tone: 'ok' };
}

/** First letter of a name for the round mark; a rare Han character is two code units. */
export function initialOf(name: string): string {
  return [...name][0] ?? '';
}

export interface TopicLine {
  code: string;
  name: string;
  have: number;
  of: number;
}

/** Under so many answers a rate says nothing. */
const ENOUGH = 5;

/** The topics met most, for the short list; those met too little to tell stay on their own page. */
export function strengthsOf(topics: readonly TopicMastery[], most = 4): TopicLine[] {
  return topics
    .filter((topic) => topic.answered >= ENOUGH)
    .sort((a, b) => b.answered - a.answered || a.topicName.localeCompare(b.topicName, 'zh-CN'))
    .slice(0, most)
    .map((topic) => ({
      code: topic.topic,
      name: topic.topicName,
      have: topic.mastered,
      of: topic.answered,
    }));
}
