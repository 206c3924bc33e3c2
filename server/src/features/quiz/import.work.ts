import { createHash } from 'node:crypto';
import {
  picturesIn,
  type BankFormat,
  type ImportProblem,
  type ImportRow,
  type ImportTwin,
  type QuestionImport,
  type QuestionState,
  type QuestionVerified,
} from '@qiangji/shared-types';
import { contentMark, type NewContent } from './content.rules';
import { FileRefused } from './formats/encoding';
import { settle, type BankItem, type Defaults, type ReadItem } from './formats/item';
import { readFile } from './formats/read';
import { askedText, findTwins } from './near.rules';
import { sidesOf } from './twin.rules';
import type { BankRow } from './bank.repository';

/** What an import is made of; everything in it can be handed to a thread. */
export interface ImportTask {
  format: BankFormat;
  bytes: Uint8Array;
  /** Names and codes of topics to codes. */
  topics: [string, string][];
  topicNames: [string, string][];
  mapping?: Record<string, string> | undefined;
  defaults: Defaults;
  /** Shanghai day on which it is read. */
  today: string;
}

/** What of a question of the bank an import is held against. */
export interface BankMark {
  code: string;
  content: NewContent;
  mark: string;
  /** The same without the explanation: of a file that has none nothing else is compared. */
  bare: string;
  state: QuestionState;
  verified: QuestionVerified['state'];
  reviewer: string | null;
}

export type Fate = 'fresh' | 'changed' | 'unchanged';

export interface NumberedItem {
  number: number;
  place: string;
  item: BankItem;
  fate: Fate;
}

export type ImportSummary = Pick<
  QuestionImport,
  'columns' | 'counts' | 'preview' | 'problems' | 'twins' | 'notes' | 'refusal' | 'encoding'
> & {
  needsMapping: boolean;
  /** Of all that are very like another one: the page lists the first of them only. */
  twinNumbers: number[];
  /** Pictures that its questions name, by id. */
  pictures: string[];
};

/** Everything that a person should see before the good ones are kept. */
export interface ImportFindings {
  problems: ImportProblem[];
  twins: ImportTwin[];
}

export interface ImportReading {
  summary: ImportSummary;
  items: NumberedItem[];
  all: ImportFindings;
}

const SHOWN_ROWS = 50;
const SHOWN = 200;
const PROGRESS_EVERY = 250;

function hashOf(content: NewContent): string {
  return createHash('sha256').update(contentMark(content)).digest('base64url');
}

const stemOf = ({ stem }: Pick<NewContent, 'stem'>) => stem.slice(0, 120);

export function bankMark({ code, content, state, verified, reviewer }: BankRow): BankMark {
  return {
    code,
    content,
    mark: hashOf(content),
    bare: hashOf({ ...content, explanation: '' }),
    ...{ state, verified: verified.state, reviewer },
  };
}

export function itemOf({ code, content, state, verified, reviewer }: BankRow): BankItem {
  const { version: _, ...rest } = content;
  return { code, content: rest, state, verified, reviewer };
}

const NOTHING: Omit<ImportSummary, 'refusal'> = {
  columns: [],
  counts: { good: 0, bad: 0, fresh: 0, changed: 0, unchanged: 0, twins: 0 },
  preview: [],
  problems: [],
  twins: [],
  notes: [],
  encoding: null,
  needsMapping: false,
  twinNumbers: [],
  pictures: [],
};

export function refusedReading(refusal: string, problems: ImportProblem[] = []): ImportReading {
  const summary = { ...NOTHING, problems: problems.slice(0, SHOWN), refusal };
  return { summary, items: [], all: { problems, twins: [] } };
}

function fateOf(item: BankItem, bank: ReadonlyMap<string, BankMark>): Fate {
  const known = bank.get(item.code);
  if (!known) return 'fresh';
  const same = item.content.explanation === '' ? known.bare : known.mark;
  return same === hashOf(item.content) ? 'unchanged' : 'changed';
}

/** Whether a file says of a known question what only the bank's keepers say. */
function claims({ raw }: ReadItem, known: BankMark | undefined): boolean {
  if (!raw || !known) return false;
  const { state, verified, reviewer } = raw;
  return (
    (state !== null && state !== known.state) ||
    (verified !== null && verified.state !== known.verified) ||
    (reviewer !== null && reviewer !== known.reviewer)
  );
}

function twinsOf(items: readonly NumberedItem[], bank: readonly BankMark[]): ImportTwin[] {
  const byNumber = new Map(items.map((one) => [String(one.number), one]));
  const byCode = new Map(bank.map((one) => [one.code, one]));
  const fresh = items.filter((one) => one.fate === 'fresh');
  const asked = fresh.map((one) => ({
    id: String(one.number),
    text: askedText(one.item.content.body),
  }));
  const known = bank.map(({ code, content }) => ({
    id: `b:${code}`,
    text: askedText(content.body),
  }));
  return findTwins(asked, known).flatMap((twin, i) => {
    const one = byNumber.get(twin.id);
    const inBank = twin.other.startsWith('b:');
    const ofFile = byNumber.get(twin.other);
    const other = inBank ? twin.other.slice(2) : (ofFile?.place ?? '');
    const otherContent = inBank ? byCode.get(other)?.content : ofFile?.item.content;
    if (!one || !otherContent) return [];
    const { content } = one.item;
    return [
      {
        ...{ number: one.number, place: one.place, stem: stemOf(content) },
        ...{ likeness: Math.round(twin.likeness * 100), other, inBank },
        otherStem: stemOf(otherContent),
        // Of thousands only those that the page lists.
        ...(i < SHOWN ? { sides: sidesOf(content, otherContent) } : {}),
      },
    ];
  });
}

/**
 * Reads a file, settles each question against topics and bank, and looks for those that are there
 * already. Pure but for `told`; made to run in a thread of its own.
 */
export async function readImport(
  task: ImportTask,
  bank: readonly BankMark[],
  told: (done: number, total: number) => void,
  looksForTwins = true,
): Promise<ImportReading> {
  const topics = new Map(task.topics);
  const names = new Map(task.topicNames);
  let read: Awaited<ReturnType<typeof readFile>>;
  try {
    read = await readFile(task.format, task.bytes, topics, task.mapping);
  } catch (error) {
    if (error instanceof FileRefused) return refusedReading(error.message);
    const { message = '文件读不懂', details = [] } = (error as RefusedWorkbook).options ?? {};
    const problems = details.map((one) => ({ ...one, place: one.path }));
    return refusedReading(message, problems);
  }
  const marks = new Map(bank.map((one) => [one.code, one]));
  const items: NumberedItem[] = [];
  const problems: ImportProblem[] = [];
  const placeOf = new Map<string, string>();
  let bad = 0;
  let claiming = 0;
  read.items.forEach((one, i) => {
    const settled = settle(one, task.defaults, topics, task.today);
    if ('problems' in settled) {
      bad += 1;
      problems.push(...settled.problems);
    } else {
      const earlier = placeOf.get(settled.item.code);
      if (earlier === undefined) {
        placeOf.set(settled.item.code, one.place);
        const fate = fateOf(settled.item, marks);
        if (claims(one, marks.get(settled.item.code))) claiming += 1;
        items.push({ number: i + 1, place: one.place, item: settled.item, fate });
      } else {
        bad += 1;
        const message = `和${earlier}是同一题`;
        problems.push({ place: one.place, reason: 'repeated', message });
      }
    }
    if (i % PROGRESS_EVERY === 0) told(i, read.items.length);
  });
  if (read.items.length === 0 && !read.needsMapping) {
    problems.push({ place: '文件', reason: 'no_rows', message: '文件里还没有题' });
  }
  const notes = [...read.notes];
  if (claiming > 0) {
    notes.push(`${claiming} 题的状态、核对或审题人和题库里的不同：这些不从文件改，请在题库里改`);
  }
  const twins = looksForTwins ? twinsOf(items, bank) : [];
  const count = (fate: Fate) => items.filter((one) => one.fate === fate).length;
  const summary: ImportSummary = {
    columns: read.columns,
    counts: {
      ...{ good: items.length, bad, twins: twins.length },
      ...{ fresh: count('fresh'), changed: count('changed'), unchanged: count('unchanged') },
    },
    preview: items.slice(0, SHOWN_ROWS).map((one): ImportRow => {
      const { content } = one.item;
      const topicName = names.get(content.topic) ?? content.topic;
      const stem = stemOf(content);
      return { number: one.number, place: one.place, stem, kind: content.body.kind, topicName };
    }),
    problems: problems.slice(0, SHOWN),
    twins: twins.slice(0, SHOWN),
    twinNumbers: twins.map(({ number }) => number),
    notes: notes.slice(-20),
    needsMapping: read.needsMapping,
    refusal: null,
    encoding: read.encoding,
    pictures: [...new Set(items.flatMap(({ item }) => picturesIn(item.content.body)))],
  };
  told(read.items.length, read.items.length);
  return { summary, items, all: { problems, twins } };
}

interface RefusedWorkbook {
  options?: { message?: string; details?: { path: string; reason: string; message: string }[] };
}
