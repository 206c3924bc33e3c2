import type { Unit } from '@qiangji/shared-types';
import { idStateOf, initialOf, liaisonOf, strengthsOf, tooFew } from './me.view';

const holding = (validUntil: string) => ({ enforcementId: { number: 'SC1', validUntil } });
const topic = (name: string, answered: number, mastered: number) => ({
  topic: name,
  topicName: name,
  parent: null,
  total: 20,
  answered,
  mastered,
});

describe('the enforcement ID', () => {
  it('is valid to its last day, and asks to be renewed two months before', () => {
    expect(idStateOf({ enforcementId: null }, '2026-07-13')).toBeUndefined();
    expect(idStateOf(holding('2028-06-30'), '2026-07-13')).toEqual({
      text: '执法证 有效期至 2028年6月30日',
      word: '有效',
      tone: 'ok',
    });
    expect(idStateOf(holding('2026-09-01'), '2026-07-13')?.word).toBe('快到期');
    expect(idStateOf(holding('2026-07-13'), '2026-07-13')?.tone).toBe('warn');
    expect(idStateOf(holding('2026-07-12'), '2026-07-13')?.tone).toBe('bad');
  });
});

it('takes a rare character of a name whole', () => {
  expect(initialOf('𠮷田法')).toBe('𠮷');
  expect(initialOf('')).toBe('');
});

it('lists the topics met most, and none that was met too little to tell', () => {
  const lines = strengthsOf([topic('甲', 4, 4), topic('乙', 9, 3), topic('丙', 12, 12)]);
  expect(lines.map((line) => line.name)).toEqual(['丙', '乙']);
  expect(lines[1]).toMatchObject({ have: 3, of: 9 });
});

it('says in counts why there is no rate yet, and never a bare 无', () => {
  expect(tooFew([topic('甲', 0, 0)]).title).toBe('还没答过题');
  expect(tooFew([topic('甲', 4, 1), topic('乙', 2, 0), topic('丙', 0, 0)])).toEqual({
    title: '答过 6 题，记得牢 1 题',
    meta: '2 个专题各不到 5 题，还看不出哪个稳',
  });
});

it('names the liaison of the own unit, else of the nearest above that has one', () => {
  const unit = (path: string, name: string | null) =>
    ({ path, liaison: name && { personId: name, name, post: '' } }) as Unit;
  const units = [
    unit('/wh', '高文'),
    unit('/wh/brigade', null),
    unit('/wh/brigade/hutang', '周敏'),
  ];
  expect(liaisonOf('/wh/brigade/hutang', units)?.name).toBe('周敏');
  expect(liaisonOf('/wh/brigade/niutang', units)?.name).toBe('高文');
  expect(liaisonOf('/wh', [unit('/wh/brigade', '周敏')])).toBeNull();
  expect(liaisonOf('/wh/brigade', [])).toBeNull();
});
