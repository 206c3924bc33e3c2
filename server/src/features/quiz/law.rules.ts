import { normalText, type CitedLaw, type QuestionLaw } from '@qiangji/shared-types';
import type { LawEndingDocument } from './law.collection';

export type Ending = Pick<LawEndingDocument, 'name' | 'version' | 'endsOn' | 'note'>;

/** A version of a law, whatever the width, spacing and long form of its name. */
export function lawKey({ name, version }: Pick<QuestionLaw, 'name' | 'version'>): string {
  const plain = normalText(name)
    .replace(/[《》]/g, '')
    .replace(/^中华人民共和国/, '');
  return `${plain}|${normalText(version)}`;
}

/** The last word on each version; what was said first comes first in `said`. */
export function lastEndings(said: readonly Ending[]): Map<string, Ending> {
  return new Map(said.map((one) => [lawKey(one), one]));
}

/** Versions that questions cite, the ended ones first, then by name. */
export function lawsOf(
  rows: Iterable<{ content: { law: QuestionLaw | null } }>,
  endings: ReadonlyMap<string, Ending>,
): CitedLaw[] {
  const laws = new Map<string, CitedLaw>();
  for (const { content } of rows) {
    if (!content.law) continue;
    const key = lawKey(content.law);
    const ending = endings.get(key);
    const { name, version } = content.law;
    const known = laws.get(key) ?? {
      name,
      version,
      questions: 0,
      endsOn: ending?.endsOn ?? null,
      note: ending?.note ?? null,
    };
    laws.set(key, { ...known, questions: known.questions + 1 });
  }
  const order = (one: CitedLaw) => `${one.endsOn ?? '9999-99-99'} ${one.name} ${one.version}`;
  return [...laws.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** Every way in which the bank writes this version of a law: 行政复议法, 中华人民共和国行政复议法 ... */
export function spellingsOf(
  rows: Iterable<{ content: { law: QuestionLaw | null } }>,
  law: Pick<QuestionLaw, 'name' | 'version'>,
): { name: string; version: string }[] {
  const key = lawKey(law);
  const found = new Map<string, { name: string; version: string }>();
  for (const { content } of rows) {
    if (!content.law || lawKey(content.law) !== key) continue;
    const { name, version } = content.law;
    found.set(`${name}|${version}`, { name, version });
  }
  return [...found.values()];
}
