import { gcm } from '@noble/ciphers/aes.js';
import { openPaper, type MySitting, type MyResultItem } from '@qiangji/shared-types';
import {
  asOf,
  groupOf,
  leftWords,
  railOf,
  reviewWords,
  spanWords,
  standingWords,
  untilWords,
} from './exam.view';
import { phoneGcm } from './gcm';
import {
  itemPoints,
  markOf,
  noResultWords,
  passWords,
  ruledShown,
  stageWords,
  waitWords,
} from './result.view';
import { endOfWriting, handInWords, savedWords } from './sit.view';

const sitting: MySitting = {
  examId: '0190a000-0000-7000-8000-0000000000e1',
  title: '飞行考试第 3 期',
  note: null,
  kind: 'surprise',
  phase: 'open',
  state: 'not_started',
  deferred: null,
  times: {
    opensAt: '2026-11-24T05:50:00.000Z',
    closesAt: '2026-11-24T06:50:00.000Z',
    durationMin: 30,
    startWithinMin: 30,
    graceS: 60,
  },
  startBy: '2026-11-24T06:20:00.000Z',
  paper: { title: '执法程序', questions: 25, points: 100 },
  attemptsAllowed: 1,
  nextNo: 1,
  paperMark: '0123456789abcdef',
  attempts: [],
  review: {
    score: 'after_submit',
    answers: 'after_submit',
    keys: 'after_close',
    explanations: 'never',
  },
  releasedAt: null,
  passBp: 6_000,
  leaveScreen: 'warn',
  watermark: null,
};

it('says until when a surprise exam is to be started', () => {
  expect(groupOf(sitting)).toBe('now');
  expect(railOf(sitting, Date.parse('2026-11-24T06:02:00.000Z'))).toEqual({
    main: '14:20',
    small: '剩 18 分',
  });
});

it('never calls somebody absent who was deferred or not reached', () => {
  const deferred: MySitting = { ...sitting, state: 'deferred', deferred: 'on_shift', nextNo: null };
  expect(standingWords(deferred)).toBe('在岗执勤，不算缺考，等补考通知');
  expect(standingWords({ ...sitting, state: 'unreached', nextNo: null })).toContain('不算缺考');
  expect(groupOf(deferred)).toBe('later');
});

it('says of an exam that is held why nobody starts it, before and after it opens', () => {
  const held: MySitting = { ...sitting, held: true, nextNo: null };
  for (const one of [held, { ...held, phase: 'upcoming' as const }]) {
    expect(standingWords(one)).toBe('卷里的题依据的法规都失效了，这场先不考，等通知');
    expect(groupOf(one)).toBe('later');
  }
  expect(standingWords({ ...held, state: 'in_progress', nextNo: 1 })).toContain('正在答');
  expect(standingWords({ ...held, phase: 'cancelled' })).toContain('取消');
});

it('is open at its opening though the service said before that it comes, until nobody may start', () => {
  const upcoming: MySitting = { ...sitting, phase: 'upcoming' };
  const at = (instant: string, ms: number) => groupOf(asOf(upcoming, Date.parse(instant) + ms));
  expect(at(sitting.times.opensAt, -1)).toBe('later');
  expect(at(sitting.times.opensAt, 0)).toBe('now');
  expect(at(sitting.startBy!, 0)).toBe('now');
  expect(at(sitting.startBy!, 1)).toBe('later');
  const cancelled: MySitting = { ...sitting, phase: 'cancelled' };
  expect(asOf(cancelled, Date.parse(sitting.times.opensAt))).toBe(cancelled);
  expect([untilWords(61_000), untilWords(59_001)]).toEqual(['剩 2 分', '剩 60 秒']);
});

it('puts what may be seen at one moment together', () => {
  expect(reviewWords(sitting.review)).toEqual([
    '成绩、自己的答卷交卷就能看',
    '标准答案考试结束后能看',
    '解析不公布',
  ]);
});

it('names the second day only where it is another', () => {
  const { opensAt, closesAt } = sitting.times;
  expect(spanWords(opensAt, closesAt)).toBe('11月24日 13:50–14:50');
  expect(spanWords(opensAt, '2026-11-25T06:00:00.000Z')).toBe('11月24日 13:50–11月25日 14:00');
  expect(leftWords(3 * 86_400_000)).toBe('剩 3 天');
});

it('says where the answers are', () => {
  const waiting = { waiting: 2, savedAtMs: 1, refused: undefined };
  expect(savedWords(waiting, true, false).text).toBe('已存在手机，联网就交');
  expect(savedWords(waiting, false, false).text).toBe('正在存');
  const savedAtMs = Date.parse('2026-11-24T06:02:31.000Z');
  const saved = { waiting: 0, savedAtMs, refused: undefined };
  expect(savedWords(saved, true, false)).toMatchObject({ tone: 'ok', text: '已保存 14:02:31' });
  expect(savedWords(saved, false, true).tone).toBe('warn');
});

it('tells one answer that came back from the end of writing', () => {
  expect(endOfWriting('EXAM_OTHER_DEVICE')).toBe('elsewhere');
  expect(endOfWriting('EXAM_OVER')).toBe('over');
  expect(endOfWriting('ANSWER_IMPOSSIBLE')).toBe('one');
  expect(endOfWriting(undefined)).toBeUndefined();
});

it('says what is open before one hands in', () => {
  expect(handInWords(2, 1, 0)).toBe('还有 2 题没答，1 题标了想再看。交了就不能再改。');
  expect(handInWords(0, 0, 3)).toContain('先交它们');
});

const item: MyResultItem = {
  code: 'q1',
  points: 4,
  body: { kind: 'numeric', stem: '几个工作日？', media: [], unit: '日' },
  answer: { kind: 'numeric', text: '7' },
  scoreBp: 5_000,
  changes: [],
  key: null,
  everyone: false,
  explanation: null,
  appeal: null,
};

it('keeps an answer that waits apart from one without points', () => {
  const all = { score: true, itemScores: true, answers: true, keys: true, explanations: true };
  expect(markOf(item, all)).toBe('part');
  expect(markOf({ ...item, scoreBp: 0 }, all)).toBe('wrong');
  expect(markOf({ ...item, scoreBp: null }, all)).toBe('waiting');
  // The whole is shown at once, what each question came to is not before all are through.
  expect(markOf({ ...item, scoreBp: null }, { ...all, itemScores: false })).toBe('hidden');
  expect(markOf({ ...item, scoreBp: 0, everyone: true }, all)).toBe('right');
  // Nobody has to mark it: others are still asked it.
  expect(markOf({ ...item, scoreBp: null, withheld: true }, all)).toBe('hidden');
  expect(itemPoints(item)).toBe('2 / 4 分');
});

it('says of a result what is settled and what is not', () => {
  const late = { keys: false, explanations: false };
  const shown = { score: true, itemScores: true, answers: true, ...late };
  const score = { centi: 6_000, maxCenti: 10_000, waiting: 1, passed: null };
  const attempt = { id: 'a', no: 1, submittedAt: null, score, items: null };
  const result = { examId: 'e', title: '考试', shown, attempt, passBp: 6_000, flags: [] };
  expect(passWords(result)).toBe('还没定，还有 1 题等人阅');
  expect(stageWords(result)).toBe('现在能看成绩、答卷，标准答案、解析还没公布');
  const withheld = { ...attempt, score: null, scoreWithheld: true };
  const held = { ...result, shown: { ...shown, score: false }, attempt: withheld };
  expect(passWords(held)).toBe('别的考试还要考其中的题，考完再公布成绩');
  expect(stageWords(held)).toBe('现在能看答卷，成绩、标准答案、解析还没公布');
  const open = { ...result, shown: { ...shown, itemScores: false } };
  expect(stageWords(open)).toBe('现在能看成绩、答卷，每题得分、标准答案、解析还没公布');
});

it('never says of whoever handed in that they did not', () => {
  const of = (more: Partial<MySitting>) => noResultWords({ ...sitting, ...more });
  expect(of({ state: 'submitted' })).toBe('卷子收到了，还没批出来，批好了就能看');
  expect(of({ state: 'deferred', deferred: 'unmade' })).toBe('答卷批不出来，不算缺考，等补考通知');
  expect(of({ state: 'absent' })).toBe('没有交过卷，所以没有结果');
  expect(noResultWords(undefined)).toBe('没有交过卷，所以没有结果');
});

it('says why own answers wait for another exam, and until when', () => {
  const until = '2026-11-24T07:00:00.000Z';
  expect(waitWords({ questions: 25, until }, { all: true, keys: true })).toBe(
    '这张卷的题别的考试还要考，为了公平先不给看；11月24日 15:00 以后能看自己的答卷和答案',
  );
  expect(waitWords({ questions: 2, until: null }, { all: false, keys: false })).toBe(
    '其中 2 题别的考试还要考，为了公平先不给看；等那场考完、公布以后能看自己的答卷',
  );
  const none = { answers: false, keys: false, explanations: false };
  const shown = { score: true, itemScores: true, ...none };
  const answersWait = { questions: 25, until };
  const score = { centi: 6_000, maxCenti: 10_000, waiting: 0, passed: true };
  const attempt = { id: 'a', no: 1, submittedAt: null, score, items: null, answersWait };
  const result = { examId: 'e', title: '考试', shown, attempt, passBp: 6_000, flags: [] };
  // By its own rule they may be seen by now: that is not said as if they were still to come after the end.
  const { review } = sitting;
  expect(reviewWords(review, ruledShown(result, review))).toEqual(['解析不公布']);
});

it('opens a sealed paper with its key, and with no other', () => {
  const key = new Uint8Array(32).fill(7);
  const nonce = new Uint8Array(12).fill(9);
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
  const plain = { title: '卷子', points: 4, questions: [] };
  const sealed = gcm(key, nonce).encrypt(Uint8Array.from(Buffer.from(JSON.stringify(plain))));
  const envelope = {
    attemptNo: 1,
    mark: '',
    nonce: hex(nonce),
    sealed: hex(sealed),
    mediaIds: [],
    pictures: 0,
  };
  expect(openPaper(envelope, hex(key), phoneGcm)).toEqual(plain);
  expect(() => openPaper(envelope, hex(new Uint8Array(32)), phoneGcm)).toThrow();
});
