import { criteriaText } from './criteria';
import type { BankItem, Format, Loss } from './item';
import { lossesOf } from './losses';
import { tagsOf } from './tags';

const xml = (text: string) =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\r/g, '&#13;');

const text = (tag: string, value: string, attributes = '') =>
  `<${tag}${attributes}><text>${xml(value)}</text></${tag}>`;

const answer = (fraction: string, value: string, inside = '') =>
  `<answer fraction="${fraction}" format="plain_text"><text>${xml(value)}</text>${inside}</answer>`;

/** Type and answers of a question, or null where Moodle has no such kind. */
function typed({ content: { body, key } }: BankItem): { type: string; inside: string } | null {
  if (body.kind === 'true_false' && key.kind === 'true_false') {
    const isTrue = key.answer[0] === body.options[0]?.id;
    const inside = answer(isTrue ? '100' : '0', 'true') + answer(isTrue ? '0' : '100', 'false');
    return { type: 'truefalse', inside };
  }
  if ((body.kind === 'single' || body.kind === 'multiple') && 'answer' in key) {
    const share = String(Number((100 / key.answer.length).toFixed(5)));
    const answers = body.options.map((one) =>
      answer(key.answer.includes(one.id) ? share : '0', one.text),
    );
    const single = `<single>${body.kind === 'single'}</single>`;
    return { type: 'multichoice', inside: single + answers.join('') };
  }
  if (body.kind === 'numeric' && key.kind === 'numeric') {
    const tolerance = `<tolerance>${key.tolerance}</tolerance>`;
    return { type: 'numerical', inside: answer('100', String(key.value), tolerance) };
  }
  if (key.kind === 'fill_in' && key.blanks.length === 1) {
    const inside = (key.blanks[0]?.accepted ?? []).map((one) => answer('100', one)).join('');
    return { type: 'shortanswer', inside: `<usecase>0</usecase>${inside}` };
  }
  if (body.kind === 'short_answer' && key.kind === 'short_answer') {
    const limit = `<maxwordlimit>${body.maxLength}</maxwordlimit>`;
    const info = `${key.model}\n\n${criteriaText(key.criteria)}`;
    return { type: 'essay', inside: limit + text('graderinfo', info, ' format="plain_text"') };
  }
  return null;
}

function questionOf(item: BankItem): string | null {
  const made = typed(item);
  if (!made) return null;
  const { content } = item;
  const stem = content.body.stem.replace(/\[\[[a-z0-9_-]+\]\]/, '_____');
  const tags = tagsOf(content).map((tag) => text('tag', tag));
  return [
    `<question type="${made.type}">`,
    text('name', content.stem.slice(0, 60)),
    text('questiontext', stem, ' format="plain_text"'),
    text('generalfeedback', content.explanation, ' format="plain_text"'),
    `<idnumber>${item.code}</idnumber>`,
    made.inside,
    `<tags>${tags.join('')}</tags>`,
    '</question>',
  ].join('\n');
}

export const moodleFormat: Format = {
  name: 'moodle',
  contentType: 'application/xml',
  extension: 'xml',
  write(items) {
    const losses: Loss[] = [];
    const leftOut: string[] = [];
    const questions = items.flatMap((item) => {
      const made = questionOf(item);
      if (made === null) leftOut.push(item.code);
      else losses.push(...lossesOf('moodle', item));
      return made ?? [];
    });
    const whole = ['<?xml version="1.0" encoding="UTF-8"?>', '<quiz>', ...questions, '</quiz>', ''];
    return { bytes: Buffer.from(whole.join('\n'), 'utf8'), losses, leftOut };
  },
};
