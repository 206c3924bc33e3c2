import { createCipheriv } from 'node:crypto';
import type { MySitting, PaperEnvelope, Sheet } from '@qiangji/shared-types';

export const EXAM = '0190a000-0000-7000-8000-0000000000e1';
const ATTEMPT = '0190a000-0000-7000-8000-0000000000a1';
export const PAPER_KEY = 'ab'.repeat(32);
export const PAPER_MARK = '0123456789abcdef';
const NONCE = 'cd'.repeat(12);
/** What the second question shows. */
export const PICTURE = '0190a000-0000-7000-8000-0000000000f1';
const HOUR = 3_600_000;

const sheet: Sheet = {
  title: '执法程序',
  points: 8,
  questions: ['q1', 'q2'].map((code) => ({
    code,
    version: 1,
    points: 4,
    body: {
      kind: 'single',
      stem: `${code}：哪个对？`,
      media: code === 'q2' ? [PICTURE] : [],
      options: [
        { id: 'x', text: '甲' },
        { id: 'y', text: '乙' },
      ],
    },
  })),
};

/** The paper of the first attempt, which `PAPER_KEY` opens. */
export function sealedPaper(): PaperEnvelope {
  const key = Buffer.from(PAPER_KEY, 'hex');
  const cipher = createCipheriv('aes-256-gcm', key, Buffer.from(NONCE, 'hex'));
  const bytes = [cipher.update(JSON.stringify(sheet)), cipher.final(), cipher.getAuthTag()];
  return {
    attemptNo: 1,
    mark: PAPER_MARK,
    nonce: NONCE,
    sealed: Buffer.concat(bytes).toString('hex'),
    mediaIds: [PICTURE],
    pictures: 0,
  };
}

/** The file of its pictures, here words. */
export function sealedPictures(...pictures: readonly string[]): Uint8Array {
  const number = (n: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(n);
    return bytes;
  };
  const sealed = pictures.map((text, i) => {
    const nonce = Buffer.alloc(12, i);
    const cipher = createCipheriv('aes-256-gcm', Buffer.from(PAPER_KEY, 'hex'), nonce);
    const plain = Buffer.concat([number(text.length), Buffer.from(text)], 64);
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  });
  return new Uint8Array(Buffer.concat([...sealed.map((one) => number(one.length)), ...sealed]));
}

export const iso = (ms: number) => new Date(ms).toISOString();

/** An attempt under way that ends then. */
export const attemptOf = (endsAtMs: number) => ({
  id: ATTEMPT,
  examId: EXAM,
  no: 1,
  state: 'in_progress' as const,
  startedAt: iso(endsAtMs - HOUR / 2),
  endsAt: iso(endsAtMs),
  graceS: 2,
  submittedAt: null,
});

/** Its exam, as the person who sits it sees it. */
export const sittingOf = (endsAtMs: number): MySitting => ({
  examId: EXAM,
  title: '第 3 期',
  note: null,
  kind: 'scheduled',
  phase: 'open',
  state: 'in_progress',
  deferred: null,
  times: {
    opensAt: iso(endsAtMs - HOUR),
    closesAt: iso(endsAtMs + HOUR),
    durationMin: 30,
    startWithinMin: null,
    graceS: 60,
  },
  startBy: null,
  paper: { title: '执法程序', questions: 2, points: 8 },
  attemptsAllowed: 1,
  nextNo: 1,
  paperMark: PAPER_MARK,
  attempts: [attemptOf(endsAtMs)],
  review: {
    score: 'after_close',
    answers: 'after_close',
    keys: 'after_close',
    explanations: 'after_close',
  },
  releasedAt: null,
  passBp: null,
  leaveScreen: 'note',
  watermark: null,
});
