import type { QuestionBody } from '@qiangji/shared-types';
import type { NewContent } from '../content.rules';
import type { RawItem } from './item';

/**
 * What GIFT and Moodle have no field for goes into tags, `name~value` with the value escaped, so that a
 * file of ours comes back whole; other programs just show them.
 */
export function tagsOf({ topic, difficulty, law, author, body }: NewContent): string[] {
  const tags: [string, string][] = [
    ['topic', topic],
    ['difficulty', String(difficulty)],
  ];
  if (law)
    tags.push(['law', [law.name, law.article, law.version].map(encodeURIComponent).join('|')]);
  if (author !== null) tags.push(['author', encodeURIComponent(author)]);
  if (body.kind === 'numeric' && body.unit !== null) {
    tags.push(['unit', encodeURIComponent(body.unit)]);
  }
  return tags.map(([name, value]) => `${name}~${value}`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What tags of ours say; foreign ones are passed over. */
export function readTags(
  tags: readonly string[],
  body: QuestionBody,
): Partial<Pick<RawItem, 'topic' | 'difficulty' | 'law' | 'author' | 'body'>> {
  const said = new Map(
    tags.flatMap((tag) => {
      const at = tag.indexOf('~');
      return at > 0 ? [[tag.slice(0, at), tag.slice(at + 1)] as const] : [];
    }),
  );
  const out: ReturnType<typeof readTags> = {};
  const topic = said.get('topic');
  if (topic) out.topic = topic;
  const difficulty = Number(said.get('difficulty'));
  if (Number.isInteger(difficulty) && difficulty > 0) out.difficulty = difficulty;
  const [name, article, version] = (said.get('law') ?? '').split('|').map(decoded);
  if (name && article && version) out.law = { name, article, version };
  const author = said.get('author');
  if (author) out.author = decoded(author);
  const unit = said.get('unit');
  if (unit && body.kind === 'numeric') out.body = { ...body, unit: decoded(unit) };
  return out;
}
