import {
  PIECE_LIMITS,
  pieceDraft,
  pieceFaults,
  pieceGaps,
  type CheckQuestionDraft,
  type OwnPiece,
  type Piece,
  type PieceDraft,
} from '@qiangji/shared-types';

/** A piece on its way through the form; a topic that was not chosen yet is ''. */
export type PieceForm = PieceDraft;

/** Writes some of a form, or what follows from the form as it is then. */
export type ChangePiece = (
  part: Partial<PieceForm> | ((form: PieceForm) => Partial<PieceForm>),
) => void;

export function emptyPiece(replaces: string | null): PieceForm {
  return {
    ...{ title: '', kind: 'political', topic: '', summary: '', body: '' },
    ...{ laws: [], links: [], questions: [], replaces },
  };
}

function freeId(taken: readonly string[], ids: readonly string[]): string {
  return ids.find((id) => !taken.includes(id)) ?? `x${taken.length}`;
}

const numbered = (prefix: string) => Array.from({ length: 99 }, (_, i) => `${prefix}${i + 1}`);

type Options = CheckQuestionDraft['options'];

export function addOption(options: Options): Options {
  const taken = options.map(({ id }) => id);
  return [...options, { id: freeId(taken, [...'abcdefghij']), text: '' }];
}

/** Options of a kind of question: whoever judges right or wrong has just these two. */
export function ofType(
  question: CheckQuestionDraft,
  type: CheckQuestionDraft['type'],
): CheckQuestionDraft {
  if (type === 'true_false') {
    const options = [
      { id: 'a', text: '对' },
      { id: 'b', text: '错' },
    ];
    return { ...question, type, options, answer: [] };
  }
  const options =
    question.type === 'true_false' ? addOption(addOption(addOption([]))) : question.options;
  const answer = question.type === 'true_false' ? [] : question.answer;
  return { ...question, type, options, answer: type === 'single' ? answer.slice(0, 1) : answer };
}

/** One more question; its id is none that the piece has had before, whatever was answered to that. */
export function addQuestion(
  questions: readonly CheckQuestionDraft[],
  before: readonly CheckQuestionDraft[] = [],
): CheckQuestionDraft[] {
  const taken = [...questions, ...before].map(({ id }) => id);
  const question: CheckQuestionDraft = {
    ...{ id: freeId(taken, numbered('q')), type: 'single', stem: '', answer: [], explanation: '' },
    options: addOption(addOption(addOption([]))),
  };
  return [...questions, question];
}

const FIELD_WORDS: readonly [RegExp, string][] = [
  [/^title/, '还没写标题'],
  [/^topic/, '还没选专题'],
  [/^summary/, '简介太长'],
  [/^body/, `正文太长，最多 ${PIECE_LIMITS.body} 字，请分成几篇`],
  [/^laws/, '法规、条款、版本要一起填'],
  [/^links/, '网址和它的名称要一起填'],
  [/^questions/, '小题没写对，或者太长'],
];

/** What keeps a form from being kept, in words; undefined where nothing does. */
export function lacksToKeep(form: PieceForm): string | undefined {
  const parsed = pieceDraft.safeParse(form);
  if (parsed.success) return pieceFaults(parsed.data)[0]?.message;
  const path = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
  return FIELD_WORDS.find(([pattern]) => pattern.test(path))?.[1] ?? '还有地方没填对';
}

/** The same before people read it. */
export function lacksToPublish(form: PieceForm): string | undefined {
  return lacksToKeep(form) ?? pieceGaps(pieceDraft.parse(form))[0]?.message;
}

/** The form as people will see it, before anything of it is kept. */
export function previewOf(form: PieceForm, piece: OwnPiece | undefined): Piece {
  const { title, summary, body, links, questions, kind, topic } = form;
  return {
    ...{ slug: piece?.slug ?? 'own-preview', version: piece?.version ?? 1, kind, topic, summary },
    title: title || '还没写标题',
    topicName: piece?.topicName ?? '',
    sample: false,
    questionCount: questions.length,
    progress: null,
    body,
    images: [],
    laws: form.laws.map((law) => ({ ...law, verified: 'unverified' })),
    ...{ links, questions },
  };
}

const HEADING = /^ {0,3}#\s+(.+)$/m;
/** How offices number their paragraphs: 一、… on a line of its own. */
const NUMBERED = /^[一二三四五六七八九十]{1,3}、.{1,30}$/;

/**
 * What a file or pasted text fills in: title and body. The first line is the title; lines without empty
 * ones between are paragraphs, as an office program copies them.
 */
export function importedText(text: string): Pick<PieceForm, 'title' | 'body'> {
  const lines = text.replace(/\r\n?/g, '\n').trim().split('\n');
  const joined = lines.join('\n');
  const heading = HEADING.exec(joined);
  const isMarkdown = /^ {0,3}#{1,6}\s/m.test(joined) || /\n\s*\n/.test(joined);
  const title = heading?.[1] ?? lines[0] ?? '';
  const rest = heading ? joined.replace(heading[0], '') : lines.slice(1).join('\n');
  const body = isMarkdown ? rest : rest.split('\n').map(paragraph).join('\n\n');
  return {
    title: title.replace(/[*_#]/g, '').trim(),
    body: body.replace(/\n{3,}/g, '\n\n').trim(),
  };
}

function paragraph(line: string): string {
  const words = line.replace(/^[\s\u3000]+/, '').trimEnd();
  return NUMBERED.test(words) ? `## ${words}` : words;
}
