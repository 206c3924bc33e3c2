import {
  questionVerified,
  questionState,
  questionBody,
  questionKey,
  z,
} from '@qiangji/shared-types';
import { failed, NO_RAW, type BankItem, type Format, type ReadFile, type ReadItem } from './item';
import { jsonFault } from './json-fault';

/** Everything that the bank says of a question; a file of ours names its version. */
const FORMAT = 'qiangji-questions';

const law = z.object({ name: z.string(), article: z.string(), version: z.string() });
const written = z.object({
  code: z.string(),
  body: questionBody,
  key: questionKey,
  explanation: z.string(),
  topic: z.string(),
  law: z.nullable(law),
  difficulty: z.int(),
  author: z.nullable(z.string()),
  fact: z.nullable(z.string()),
  state: questionState,
  verified: questionVerified,
  reviewer: z.nullable(z.string()),
});
/** A question by hand may leave out whatever has a default. */
const readable = z.object({
  ...written.shape,
  code: z.optional(z.nullable(z.string())),
  explanation: z.optional(z.string()),
  topic: z.optional(z.nullable(z.string())),
  law: z.optional(z.nullable(law)),
  difficulty: z.optional(z.nullable(z.int())),
  author: z.optional(z.nullable(z.string())),
  fact: z.optional(z.nullable(z.string())),
  state: z.optional(z.nullable(questionState)),
  verified: z.optional(z.nullable(questionVerified)),
  reviewer: z.optional(z.nullable(z.string())),
});
const file = z.object({ format: z.literal(FORMAT), questions: z.array(z.any()) });

function write(items: readonly BankItem[]): Buffer {
  const questions = items.map(({ code, content, state, verified, reviewer }) => {
    const { body, key, explanation, topic, law: cited, difficulty, author, fact } = content;
    return {
      ...{ code, body, key, explanation, topic, law: cited, difficulty, author, fact },
      ...{ state, verified, reviewer },
    };
  });
  return Buffer.from(JSON.stringify({ format: FORMAT, version: 1, questions }, null, 1), 'utf8');
}

export const jsonFormat: Format = {
  name: 'json',
  contentType: 'application/json',
  extension: 'json',
  write: (items) => ({ bytes: write(items), losses: [], leftOut: [] }),
};

function readOne(value: unknown, number: number): ReadItem {
  const place = `第 ${number} 题`;
  const parsed = readable.safeParse(value);
  if (!parsed.success) {
    const at = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
    return failed(place, 'invalid', `${at || '这一题'} 写得不对`);
  }
  const given = Object.fromEntries(
    Object.entries(parsed.data).filter(([, part]) => part !== undefined),
  );
  const { body, key } = parsed.data;
  return { place, raw: { ...NO_RAW, ...given, body, key }, problems: [] };
}

export function readJsonFile(text: string): ReadFile {
  let value: unknown;
  try {
    value = JSON.parse(text) as unknown;
  } catch {
    // The parser's own words are English, and most of them name no place.
    const { place, message } = jsonFault(text);
    return { items: [failed(place, 'not_json', message)], notes: [] };
  }
  const parsed = file.safeParse(value);
  if (!parsed.success) {
    const message = '不是题库的 JSON 文件：要有 format 和 questions';
    return { items: [failed('文件', 'not_ours', message)], notes: [] };
  }
  return { items: parsed.data.questions.map((one, i) => readOne(one, i + 1)), notes: [] };
}
