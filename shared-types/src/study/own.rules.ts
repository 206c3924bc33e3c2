import { id } from '../core';
import { PIECE_LIMITS, type CheckQuestionDraft, type PieceDraft } from './own';

/** What is wrong with a piece that its schema accepts. */
export interface PieceProblem {
  /** Dotted place in the draft, e.g. `questions.1.answer`. */
  path: string;
  /** Stable reason, e.g. `no_such_option`. */
  reason: string;
  /** Chinese, safe to show. */
  message: string;
}

/** A web address that says where it leads: no other scheme, no name before the host. */
const HTTPS = /^https:\/\/[\p{L}\p{N}.-]+\.\p{L}{2,}(:\d+)?([/?#][^\s"<>\\]*)?$/iu;
export const isHttps = (url: string): boolean => HTTPS.test(url);

/** A whole tag, one that is open at the end of its line, and one that a line begins with. */
const HTML =
  /<\/?[a-z][a-z0-9-]*(?:[\s/][^<>]*)?>|<\/?[a-z][a-z0-9-]*\s*$|^\s*<\/?[a-z][a-z0-9-]*[\s/].*|<!--|<[!?][a-z]/i;
/** A picture: what it shows, and the id under which it was sent. No bracket within: a long text of them is read once. */
export const PIECE_PICTURE = /!\[([^[\]]*)\]\(([^()\s]*)\)/g;
const HALF_PICTURE = '![';
/** Where Markdown takes an address: behind words, in angle brackets, or at the foot of the text. */
const ADDRESSES = [
  /\]\(\s*<?([^)\s>]*)/g,
  /<([a-z][a-z0-9+.-]*:[^\s<>]*)>/gi,
  /^ {0,3}\[[^\]]+\]:\s*<?([^\s>]*)/g,
] as const;

/** Pictures that a text shows, by id, each once; those that are written wrongly are none. */
export function picturesOfPiece(body: string): string[] {
  const named = [...body.matchAll(PIECE_PICTURE)].map(([, , name = '']) => name);
  return [...new Set(named.filter((name) => id.safeParse(name).success))];
}

function pictureFaults(line: string): (readonly [string, string])[] {
  const pictures = [...line.matchAll(PIECE_PICTURE)];
  const isOther = pictures.some(([, , name]) => !id.safeParse(name).success);
  const isHalf = line.replace(PIECE_PICTURE, '').includes(HALF_PICTURE);
  return [
    ...(isOther || isHalf ? [['picture', '的图要用“加配图”放进来'] as const] : []),
    ...(pictures.some(([, shows = '']) => shows.trim() === '')
      ? [['picture_words', '的图没写它是什么：看不了图的人靠这句话'] as const]
      : []),
  ];
}

function lineFaults(whole: string, number: number): PieceProblem[] {
  const line = whole.replace(PIECE_PICTURE, '');
  const at = (reason: string, message: string) => ({
    path: 'body',
    reason,
    message: `正文第 ${number} 行${message}`,
  });
  const html = HTML.exec(line)?.[0];
  const addresses = ADDRESSES.flatMap((pattern) => [...line.matchAll(pattern)].map(([, to]) => to));
  const other = addresses.find((to) => !isHttps(to ?? ''));
  return [
    ...(html ? [at('html', `有网页代码“${html.slice(0, 20)}”，只用文字和 Markdown`)] : []),
    ...pictureFaults(whole).map(([reason, message]) => at(reason, message)),
    ...(other === undefined ? [] : [at('not_https', '的链接要以 https:// 开头')]),
  ];
}

const repeated = (values: readonly string[]) => new Set(values).size < values.length;

function questionFaults(question: CheckQuestionDraft, index: number): PieceProblem[] {
  const { type, options, answer } = question;
  const at = (field: string, reason: string, message: string) => ({
    path: `questions.${index}.${field}`,
    reason,
    message: `第 ${index + 1} 道小题：${message}`,
  });
  const ids = options.map(({ id }) => id);
  const texts = options.map(({ text }) => text).filter((text) => text !== '');
  const out: PieceProblem[] = [];
  if (repeated(ids) || repeated(texts)) out.push(at('options', 'repeated', '有两个选项一样'));
  if (repeated(answer)) out.push(at('answer', 'repeated', '答案里有重复的选项'));
  if (answer.some((id) => !ids.includes(id))) {
    out.push(at('answer', 'no_such_option', '答案不在选项里'));
  }
  if (type !== 'multiple' && answer.length > 1) {
    out.push(at('answer', 'not_single', '只能有一个答案'));
  }
  if (type === 'true_false' && options.length !== 2) {
    out.push(at('options', 'not_two', '判断题只有对、错两项'));
  }
  return out;
}

/** What no piece may hold, not even a draft: it would be told to people otherwise than it is meant. */
export function pieceFaults({ body, links, questions }: PieceDraft): PieceProblem[] {
  return [
    ...body.split('\n').flatMap((line, index) => lineFaults(line, index + 1)),
    ...(picturesOfPiece(body).length > PIECE_LIMITS.pictures
      ? [
          {
            ...{ path: 'body', reason: 'too_many_pictures' },
            message: `最多配 ${PIECE_LIMITS.pictures} 张图，请分成几篇`,
          },
        ]
      : []),
    ...links.flatMap(({ url }, index) =>
      isHttps(url)
        ? []
        : [
            {
              path: `links.${index}.url`,
              reason: 'not_https',
              message: `第 ${index + 1} 个网址要以 https:// 开头，写完整`,
            },
          ],
    ),
    ...(repeated(questions.map(({ id }) => id))
      ? [{ path: 'questions', reason: 'repeated', message: '有两道小题编号一样' }]
      : []),
    ...questions.flatMap(questionFaults),
  ];
}

function questionGaps(question: CheckQuestionDraft, index: number): PieceProblem[] {
  const { type, stem, options, answer, explanation } = question;
  const lacks = (field: string, message: string) => ({
    path: `questions.${index}.${field}`,
    reason: 'missing',
    message: `第 ${index + 1} 道小题${message}`,
  });
  const right = type === 'multiple' ? 2 : 1;
  const isWhole = options.length >= 2 && options.every(({ text }) => text !== '');
  return [
    ...(stem === '' ? [lacks('stem', '还没写题目')] : []),
    ...(isWhole ? [] : [lacks('options', '的选项没写全')]),
    ...(answer.length < right
      ? [lacks('answer', type === 'multiple' ? '是多选，至少两个答案' : '还没选哪个对')]
      : []),
    ...(explanation === '' ? [lacks('explanation', '还没写为什么')] : []),
  ];
}

/** What a piece lacks before people read it; a draft may lack all of it. */
export function pieceGaps({ summary, body, questions }: PieceDraft): PieceProblem[] {
  const lacks = (path: string, message: string) => ({ path, reason: 'missing', message });
  return [
    ...(summary === '' ? [lacks('summary', '还没写一句话简介')] : []),
    ...(body === '' ? [lacks('body', '还没写正文')] : []),
    ...(questions.length === 0 ? [lacks('questions', '至少出一道小题，答对才算学懂')] : []),
    ...questions.flatMap(questionGaps),
  ];
}

/** Whether the same is asked and the same is right: words may differ, the order of options and answers too. */
export function asksTheSame(
  before: readonly CheckQuestionDraft[],
  after: readonly CheckQuestionDraft[],
): boolean {
  const sorted = (ids: readonly string[]) => [...ids].sort().join(' ');
  const said = (questions: readonly CheckQuestionDraft[]) =>
    questions
      .map(({ id, type, options, answer }) =>
        [id, type, sorted(options.map((one) => one.id)), sorted(answer)].join('|'),
      )
      .sort()
      .join('\n');
  return said(before) === said(after);
}
