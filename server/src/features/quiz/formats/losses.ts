import { picturesIn, type BankFormat } from '@qiangji/shared-types';
import { saysRightOrWrong, type BankItem, type Loss } from './item';

type Part = (item: BankItem) => boolean;

/** What a question may have that a format may not hold, in the words of the export page. */
const PARTS: readonly { what: string; has: Part; lostIn: readonly BankFormat[] }[] = [
  {
    what: '图片',
    has: ({ content: { body } }) => picturesIn(body).length > 0,
    lostIn: ['gift', 'moodle', 'aiken'],
  },
  { what: '编号', has: () => true, lostIn: ['aiken'] },
  {
    what: '解析',
    has: ({ content }) => content.explanation !== '',
    lostIn: ['aiken'],
  },
  { what: '专题', has: () => true, lostIn: ['aiken'] },
  { what: '难度', has: () => true, lostIn: ['aiken'] },
  { what: '法规依据', has: ({ content }) => content.law !== null, lostIn: ['aiken'] },
  { what: '出题人', has: ({ content }) => content.author !== null, lostIn: ['aiken'] },
  {
    what: '单位',
    has: ({ content: { body } }) => body.kind === 'numeric' && body.unit !== null,
    lostIn: ['aiken'],
  },
  {
    what: '选项的内部编号',
    has: ({ content: { body } }) =>
      'options' in body && body.options.some((one, i) => one.id !== 'abcdefghij'[i]),
    lostIn: ['gift', 'moodle', 'aiken'],
  },
  {
    what: '判断题选项的文字',
    has: ({ content: { body } }) => body.kind === 'true_false' && !saysRightOrWrong(body),
    lostIn: ['gift', 'moodle'],
  },
  {
    // It has one kind of choice, and takes two options 对 and 错 for a true/false.
    what: '题型（判断、单选会认混）',
    has: ({ content: { body } }) =>
      (body.kind === 'true_false' && !saysRightOrWrong(body)) ||
      (body.kind === 'single' && saysRightOrWrong({ ...body, kind: 'true_false' })),
    lostIn: ['aiken'],
  },
  {
    what: '换行',
    has: ({ content: { body } }) =>
      body.stem.includes('\n') ||
      ('options' in body && body.options.some((one) => one.text.includes('\n'))),
    lostIn: ['aiken'],
  },
  {
    what: '状态、核对、审题人',
    has: ({ state, verified, reviewer, content }) =>
      state !== 'draft' ||
      verified.state !== 'unverified' ||
      verified.text !== '' ||
      reviewer !== null ||
      content.fact !== null,
    lostIn: ['gift', 'moodle', 'aiken'],
  },
];

/** What a format loses of one question that it can hold. JSON and our table lose nothing. */
export function lossesOf(format: BankFormat, item: BankItem): Loss[] {
  return PARTS.filter((part) => part.lostIn.includes(format) && part.has(item)).map(({ what }) => ({
    code: item.code,
    what,
  }));
}
