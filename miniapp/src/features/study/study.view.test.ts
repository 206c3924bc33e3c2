import type { PieceKind, PieceProgress, PieceSummary } from '@qiangji/shared-types';
import fc from 'fast-check';
import {
  advance,
  END_BP,
  nextPiece,
  planOf,
  positionOf,
  sectionAt,
  sectionsOf,
  stateOf,
  whereWords,
} from './study.view';

const AT = '2026-11-24T01:00:00.000Z';

function progress(change: Partial<PieceProgress> = {}): PieceProgress {
  return {
    positionBp: 0,
    reachedEnd: false,
    rightQuestionIds: [],
    doneAt: null,
    pieceVersion: 1,
    ...change,
  };
}

function piece(slug: string, kind: PieceKind, own: PieceProgress | null = null): PieceSummary {
  return {
    slug,
    version: 1,
    title: slug,
    kind,
    topic: 'hearing',
    topicName: '听证',
    sample: false,
    summary: '',
    questionCount: 2,
    progress: own,
  };
}

const done = progress({ positionBp: END_BP, reachedEnd: true, doneAt: AT });
const half = progress({ positionBp: 4000 });

describe('sections of a piece', () => {
  it('begin at each heading, and nothing of the text is lost', () => {
    const body =
      '开头一段。\n\n## 一、先亮证\n\n说身份。\n\n### 细节\n\n再问。\n\n## 二、再说理\n\n听他说。';
    const sections = sectionsOf(body);
    expect(sections.map((one) => one.title)).toEqual(['一、先亮证', '二、再说理']);
    expect(sections.map((one) => one.text).join('\n\n')).toBe(body);
    expect(sectionsOf('没有标题')).toHaveLength(1);
  });

  it('and positions lead to each other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(30), (count, read) => {
        const section = Math.min(read, count);
        expect(sectionAt(positionOf(read, count), count)).toBe(section);
      }),
    );
    expect(positionOf(5, 5)).toBe(END_BP);
    expect(positionOf(0, 0)).toBe(END_BP);
  });
});

describe('where one stands', () => {
  it('is understood, half read or unread, never minutes', () => {
    expect([null, half, done].map(stateOf)).toEqual(['new', 'half', 'done']);
    expect(whereWords(null)).toBe('还没开始');
    expect(whereWords(half)).toBe('读了 40%');
    expect(whereWords(progress({ positionBp: END_BP, reachedEnd: true }))).toBe(
      '正文读完，还有小题',
    );
    expect(whereWords(done)).toBe('学懂了');
  });

  it('names what is half read before what is unread', () => {
    const pieces = [piece('a', 'legal', done), piece('b', 'legal'), piece('c', 'legal', half)];
    expect(nextPiece(pieces)?.slug).toBe('c');
    expect(nextPiece(pieces, 'c')?.slug).toBe('b');
    expect(nextPiece(pieces.slice(0, 1))).toBeUndefined();
  });

  it('is counted in three parts, each with its own total', () => {
    const pieces = [
      piece('a', 'legal', done),
      piece('b', 'legal'),
      piece('c', 'handbook', done),
      piece('d', 'recorder'),
    ];
    expect(planOf(pieces)).toEqual([
      { text: '法律法规', have: 1, of: 2 },
      { text: '业务作风', have: 1, of: 2 },
    ]);
  });
});

describe('what was just done', () => {
  const two = { version: 1, questionIds: ['q1', 'q2'] };

  it('is shown at once and never takes anything back', () => {
    const read = advance(half, two, { positionBp: 2000, rightIds: ['q1'], at: AT });
    expect(read).toMatchObject({ positionBp: 4000, rightQuestionIds: ['q1'], doneAt: null });
    const end = advance(read, two, { positionBp: END_BP, rightIds: ['q2'], at: AT });
    expect(end).toMatchObject({ reachedEnd: true, rightQuestionIds: ['q1', 'q2'], doneAt: AT });
    const later = advance(end, two, {
      positionBp: END_BP,
      rightIds: [],
      at: '2026-12-01T00:00:00.000Z',
    });
    expect(later.doneAt).toBe(AT);
  });

  it('begins anew with a new version of the piece', () => {
    const next = advance(
      done,
      { version: 2, questionIds: ['q3'] },
      { positionBp: 100, rightIds: [], at: AT },
    );
    expect(next).toEqual(progress({ positionBp: 100, pieceVersion: 2 }));
  });
});
