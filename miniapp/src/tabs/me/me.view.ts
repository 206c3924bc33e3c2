import {
  addDays,
  isWithin,
  type Profile,
  type TopicMastery,
  type Unit,
} from '@qiangji/shared-types';
import { fullDateText } from '@/shell/when';

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
  const text = `执法证 有效期至 ${fullDateText(until)}`;
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

/** What is said in the place of rates that would tell nothing yet: counts, and what makes them tell. */
export function tooFew(topics: readonly TopicMastery[]): { title: string; meta: string } {
  const met = topics.filter((topic) => topic.answered > 0);
  const answered = met.reduce((sum, topic) => sum + topic.answered, 0);
  const mastered = met.reduce((sum, topic) => sum + topic.mastered, 0);
  if (answered === 0) return { title: '还没答过题', meta: '答几道，就看得出哪儿稳、哪儿要补' };
  return {
    title: `答过 ${answered} 题，记得牢 ${mastered} 题`,
    meta: `${met.length} 个专题各不到 ${ENOUGH} 题，还看不出哪个稳`,
  };
}

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

/** The liaison of one's unit, else of the nearest unit above that has one. */
export function liaisonOf(unitPath: string, units: readonly Unit[]): Unit['liaison'] {
  const above = units
    .filter((unit) => unit.liaison !== null && isWithin(unitPath, unit.path))
    .sort((a, b) => b.path.length - a.path.length);
  return above[0]?.liaison ?? null;
}
