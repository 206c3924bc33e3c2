import {
  isChoice,
  questionDraft,
  questionProblems,
  TRUE_FALSE_OPTIONS,
  type BankQuestionDetail,
  type PartBody,
  type PartKey,
  type PartKind,
  type QuestionDraft,
  type QuestionKind,
} from '@qiangji/shared-types';

/** A question on its way through the form: texts as they are typed, whatever the kind. */
export interface PartForm {
  id: string;
  kind: PartKind;
  stem: string;
  media: string[];
  points: string;
  options: { id: string; text: string; right: boolean }[];
  /** Accepted answers of each gap of the stem, with | between. */
  blanks: string[];
  value: string;
  tolerance: string;
  unit: string;
  model: string;
  limit: string;
  criteria: { id: string; text: string; points: string }[];
}

export interface EditForm extends Omit<PartForm, 'kind'> {
  kind: QuestionKind;
  parts: PartForm[];
  explanation: string;
  topic: string;
  difficulty: number;
  lawName: string;
  lawArticle: string;
  lawVersion: string;
  author: string;
}

const GAP = '____';
const IDS = 'abcdefghij';

function freeId(taken: readonly { id: string }[], prefix: string): string {
  const ids = new Set(taken.map((one) => one.id));
  const letters = prefix === '' ? [...IDS] : [];
  const numbered = Array.from({ length: 99 }, (_, i) => `${prefix || 'o'}${i + 1}`);
  return [...letters, ...numbered].find((one) => !ids.has(one)) ?? 'x';
}

export function addOption(options: PartForm['options']): PartForm['options'] {
  return [...options, { id: freeId(options, ''), text: '', right: false }];
}

export function addCriterion(criteria: PartForm['criteria']): PartForm['criteria'] {
  return [...criteria, { id: freeId(criteria, 'c'), text: '', points: '5' }];
}

export function emptyPart(id: string, kind: PartKind): PartForm {
  const options = kind === 'true_false' ? TRUE_FALSE_OPTIONS : [];
  return {
    ...{ id, kind, stem: '', media: [], points: '5', blanks: [], value: '', tolerance: '0' },
    ...{ unit: '', model: '', limit: '500', criteria: addCriterion([]) },
    options:
      options.length > 0
        ? options.map((one) => ({ ...one, right: false }))
        : addOption(addOption(addOption(addOption([])))),
  };
}

export function addPart(parts: readonly PartForm[]): PartForm[] {
  return [...parts, emptyPart(freeId(parts, 'p'), 'single')];
}

export function emptyForm(kind: QuestionKind, topic: string): EditForm {
  const part = emptyPart('q', kind === 'case' ? 'single' : kind);
  return {
    ...{ ...part, kind, topic, parts: kind === 'case' ? addPart([]) : [], explanation: '' },
    ...{ difficulty: 2, lawName: '', lawArticle: '', lawVersion: '', author: '' },
  };
}

/** Gaps of a stem as it is typed. */
export function gapsOf(stem: string): number {
  return stem.match(/_{3,}/g)?.length ?? 0;
}

/** Body and key of what was typed; what does not fit is told by `problemsOf`. */
export function partOf(form: PartForm): { body: PartBody; key: PartKey } {
  const { kind, stem, media } = form;
  if (kind === 'fill_in') {
    let n = 0;
    const gapped = stem.replace(/_{3,}/g, () => `[[b${++n}]]`);
    const ids = Array.from({ length: n }, (_, i) => `b${i + 1}`);
    const accepted = (i: number) =>
      (form.blanks[i] ?? '')
        .split('|')
        .map((one) => one.trim())
        .filter(Boolean);
    return {
      body: { kind, stem: gapped, media, blanks: ids.map((id) => ({ id })) },
      key: { kind, blanks: ids.map((id, i) => ({ id, accepted: accepted(i) })) },
    };
  }
  if (kind === 'numeric') {
    const number = (text: string) => (text.trim() === '' ? Number.NaN : Number(text));
    return {
      body: { kind, stem, media, unit: form.unit.trim() || null },
      key: { kind, value: number(form.value), tolerance: number(form.tolerance || '0') },
    };
  }
  if (kind === 'short_answer') {
    const criteria = form.criteria.map((one) => ({ ...one, points: Number(one.points) }));
    return {
      body: { kind, stem, media, maxLength: Number(form.limit) },
      key: { kind, model: form.model, criteria },
    };
  }
  const options = form.options.map(({ id, text }) => ({ id, text }));
  const answer = form.options.filter((one) => one.right).map((one) => one.id);
  return { body: { kind, stem, media, options }, key: { kind, answer } };
}

/** The draft that a form makes. */
export function draftOf(form: EditForm): QuestionDraft {
  const { lawName, lawArticle, lawVersion, explanation, topic, difficulty } = form;
  const law =
    lawName || lawArticle || lawVersion
      ? { name: lawName, article: lawArticle, version: lawVersion }
      : null;
  const about = { explanation, topic, law, difficulty, author: form.author.trim() || null };
  if (form.kind !== 'case') return { ...partOf({ ...form, kind: form.kind }), ...about };
  const parts = form.parts.map((one) => ({ ...one, ...partOf(one) }));
  return {
    body: {
      kind: 'case',
      stem: form.stem,
      media: form.media,
      parts: parts.map(({ id, points, body }) => ({ id, points: Number(points), body })),
    },
    key: { kind: 'case', parts: parts.map(({ id, key }) => ({ id, key })) },
    ...about,
  };
}

const FIELD_WORDS: readonly [RegExp, string][] = [
  [/law/, '法规、条款、版本要一起填'],
  [/stem/, '题干没写，或者太长'],
  [/options/, '选项没写全'],
  [/key\.answer|parts\.\d+\.key\.answer/, '还没选哪个对'],
  [/blanks/, '在空的地方写 ____，再填每空的答案'],
  [/value/, '答案要填一个数'],
  [/tolerance/, '容差要填一个不小于 0 的数'],
  [/model/, '参考答案没写'],
  [/criteria/, '得分点没写全'],
  [/maxLength/, '字数上限填 1 到 5000'],
  [/points/, '分值填 1 到 100'],
  [/topic/, '还没选专题'],
];

/** What keeps a form from being saved, in words; undefined where nothing does. */
export function lacksInForm(form: EditForm): string | undefined {
  const draft = draftOf(form);
  const parsed = questionDraft.safeParse(draft);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
    return FIELD_WORDS.find(([pattern]) => pattern.test(path))?.[1] ?? '还有地方没填对';
  }
  return questionProblems(parsed.data)[0]?.message;
}

function formOfPart(id: string, points: number, body: PartBody, key: PartKey): PartForm {
  const base = { ...emptyPart(id, body.kind), stem: body.stem, media: body.media };
  const form = { ...base, points: String(points) };
  if (isChoice(body) && 'answer' in key) {
    const options = body.options.map((one) => ({ ...one, right: key.answer.includes(one.id) }));
    return { ...form, options };
  }
  if (body.kind === 'fill_in' && key.kind === 'fill_in') {
    const accepted = new Map(key.blanks.map((one) => [one.id, one.accepted.join('|')]));
    const blanks: string[] = [];
    const stem = body.stem.replace(/\[\[([a-z0-9_-]+)\]\]/g, (_, blank: string) => {
      blanks.push(accepted.get(blank) ?? '');
      return GAP;
    });
    return { ...form, stem, blanks };
  }
  if (body.kind === 'numeric' && key.kind === 'numeric') {
    const unit = body.unit ?? '';
    return { ...form, unit, value: String(key.value), tolerance: String(key.tolerance) };
  }
  if (body.kind === 'short_answer' && key.kind === 'short_answer') {
    const criteria = key.criteria.map((one) => ({ ...one, points: String(one.points) }));
    return { ...form, model: key.model, limit: String(body.maxLength), criteria };
  }
  return form;
}

/** A stored question as a form. */
export function formOf(question: BankQuestionDetail): EditForm {
  const { body, key, explanation, topic, difficulty, law, author } = question;
  const about = {
    ...{ explanation, topic, difficulty, author: author ?? '' },
    ...{ lawName: law?.name ?? '', lawArticle: law?.article ?? '', lawVersion: law?.version ?? '' },
  };
  if (body.kind !== 'case' && key.kind !== 'case') {
    return { ...formOfPart('q', 5, body, key), ...about, parts: [] };
  }
  const empty = emptyForm('case', topic);
  if (body.kind !== 'case' || key.kind !== 'case') return { ...empty, ...about };
  const keys = new Map(key.parts.map((one) => [one.id, one.key]));
  const parts = body.parts.flatMap((part) => {
    const partKey = keys.get(part.id);
    return partKey ? [formOfPart(part.id, part.points, part.body, partKey)] : [];
  });
  return { ...empty, ...about, stem: body.stem, media: body.media, parts };
}
