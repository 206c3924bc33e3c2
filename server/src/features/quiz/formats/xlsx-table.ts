import {
  day,
  questionStates,
  verifiedStates,
  type QuestionLaw,
  type QuestionVerified,
} from '@qiangji/shared-types';
import type { Sheet } from '../../../platform/xlsx';
import { UNVERIFIED } from '../content.rules';
import { kindOf, STATE_WORDS, VERIFIED_WORDS } from './columns';
import type { RawItem, ReadItem } from './item';
import { RowReader, type Keyed } from './xlsx-read';

function lawOf(reader: RowReader): QuestionLaw | null {
  const law = {
    name: reader.cell('law_name'),
    article: reader.cell('law_article'),
    version: reader.cell('law_version'),
  };
  if (Object.values(law).every((text) => text === '')) return null;
  for (const [field, text] of Object.entries(law)) {
    if (text === '') reader.wrong(`law_${field}`, 'missing', '法规、条款、版本要一起填');
  }
  return law;
}

function verifiedOf(reader: RowReader): QuestionVerified {
  const words = reader.cell('verified');
  const state = verifiedStates.find((one) => VERIFIED_WORDS[one] === words);
  if (words !== '' && !state) reader.wrong('verified', 'not_allowed', '没有这种核对状态');
  const when = reader.cell('verified_when');
  const isDay = day.safeParse(when).success;
  if (when !== '' && !isDay) reader.wrong('verified_when', 'not_allowed', '日期写成 2026-01-05');
  return {
    ...UNVERIFIED,
    state: state ?? 'unverified',
    who: reader.cell('verified_who'),
    when: isDay ? when : null,
    text: reader.cell('verified_text'),
  };
}

function aboutOf(reader: RowReader): Omit<RawItem, 'body' | 'key'> {
  const words = reader.cell('state');
  const state = questionStates.find((one) => STATE_WORDS[one] === words) ?? null;
  if (words !== '' && !state) reader.wrong('state', 'not_allowed', '只能填：草稿、在用、停用');
  return {
    code: reader.said('code'),
    explanation: reader.cell('explanation'),
    topic: reader.said('topic'),
    law: lawOf(reader),
    difficulty: reader.whole('difficulty', 5),
    author: reader.said('author'),
    fact: reader.said('fact'),
    state,
    verified: verifiedOf(reader),
    reviewer: reader.said('reviewer'),
  };
}

interface OpenCase {
  reader: RowReader;
  about: Omit<RawItem, 'body' | 'key'>;
  parts: { id: string; points: number; keyed: Keyed }[];
  problems: ReadItem['problems'];
}

function closeCase({ reader, about, parts, problems }: OpenCase): ReadItem {
  if (parts.length === 0) reader.wrong('kind', 'no_parts', '案例下面要接着写小题');
  const media = reader.cell('media').split(/\s+/).filter(Boolean);
  const raw: RawItem = {
    ...about,
    body: {
      kind: 'case',
      stem: reader.cell('stem'),
      media,
      parts: parts.map(({ id, points, keyed }) => ({ id, points, body: keyed.body })),
    },
    key: { kind: 'case', parts: parts.map(({ id, keyed }) => ({ id, key: keyed.key })) },
  };
  return { place: reader.row.place, raw, problems: [...reader.problems, ...problems] };
}

/** Reads rows by a mapping of headings to fields: a question a row, a case with its parts below. */
export function readTable(sheet: Sheet, mapping: Readonly<Record<string, string>>): ReadItem[] {
  const columns = new Map(Object.entries(mapping).map(([heading, field]) => [field, heading]));
  const items: ReadItem[] = [];
  const usual = kindOf(sheet.name);
  let open: OpenCase | null = null;
  for (const row of sheet.rows) {
    const reader = new RowReader(row, columns, usual);
    const kind = reader.kind();
    const part = reader.said('part');
    if (part !== null && open && kind && kind !== 'case') {
      const points = reader.whole('points', 100) ?? 1;
      open.parts.push({ id: part, points, keyed: reader.keyed(kind) });
      open.problems.push(...reader.problems);
      continue;
    }
    if (open) items.push(closeCase(open));
    open = null;
    if (part !== null) reader.wrong('part', 'no_case', '小题上面要有它的案例');
    const about = aboutOf(reader);
    if (kind === 'case') {
      open = { reader, about, parts: [], problems: [] };
      continue;
    }
    const keyed = kind && reader.keyed(kind);
    items.push({
      place: row.place,
      raw: keyed ? { ...about, ...keyed } : null,
      problems: reader.problems,
    });
  }
  if (open) items.push(closeCase(open));
  return items;
}
