import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { MongoClient } from 'mongodb';
import {
  examResultContract,
  mediaContract,
  quizContract,
  type AttemptScore,
  type Session,
} from '@qiangji/shared-types';
import type { Hand } from './lib/browser';
import {
  confirmedQuestion,
  fixedPaper,
  openExam,
  phoneOf,
  streetStall,
  untilOver,
} from './lib/exam';
import { closeExamWorld, openExamWorld, type ExamWorld } from './lib/exam-world';
import { faultsOf, LOOKS, settled, shoot, SHOOTING, unlessWatermark } from './lib/look-over';
import { makeId, root, type Service } from './lib/service';

const database = `qj_exam_case_${process.pid}`;
const SQUADRON = '/wh/brigade/hutang';
const HOUR = 3_600_000;

let client: MongoClient;
let service: Service;
let browser: Browser;
let keeper: Session;
let officer: Session;
let legal: Session;

const world: Partial<ExamWorld> = {};

jest.setTimeout(600_000);

/** What hides faults best; all four where pictures are taken. */
const STOP_LOOKS = SHOOTING ? Object.keys(LOOKS) : ['fs150'];

const page = (name: string, id: string) => `/features/exam/pages/${name}/index?id=${id}`;

beforeAll(async () => {
  const made = await openExamWorld(database, world);
  ({ client, service, browser, keeper, legal } = made);
  officer = await service.signIn('officer');
});

afterAll(() => closeExamWorld(database, world));

/** A picture for questions, sent in by their keeper. */
async function picture(token: string): Promise<string> {
  const bytes = await readFile(join(root, 'server', 'content', 'images', 'street-stall.jpg'));
  const mediaId = makeId();
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const query = new URLSearchParams({ mediaId, sha256, purpose: 'question' });
  const body = new FormData();
  body.append('file', new Blob([Uint8Array.from(bytes)], { type: 'image/jpeg' }), '摊点.jpg');
  const { status } = await fetch(`${service.url}${mediaContract.upload.path}?${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body,
  });
  expect(status).toBe(201);
  return mediaId;
}

/** What the officer's number is on the roster: their phone is not told by any profile. */
async function numberOf({ me }: Session): Promise<string> {
  const person = await client
    .db(database)
    .collection<{ _id: string; staffNumber: string }>('org_persons')
    .findOne({ _id: me.personId });
  if (!person) throw new Error('nobody of this id');
  return person.staffNumber;
}

/** Looks at the picture over the page, with whose paper it is across it, as it opens and larger. */
async function lookAtPicture(phone: Hand): Promise<void> {
  await phone.tap('题目配图');
  const dialog = phone.page.getByRole('dialog', { name: '题目配图' });
  const comes = () =>
    phone.page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLImageElement>('[role=dialog] img')].some(
        // The copy that is shown large, not the small one drawn larger.
        ({ complete, naturalWidth }) => complete && naturalWidth > 320,
      ),
    );
  const words = dialog.getByText(`${officer.me.name} ${await numberOf(officer)}`);
  /** Whether a word lies in the middle of what is shown, wherever that was scrolled to. */
  const isMarked = async () => {
    const box = await dialog.boundingBox();
    for (const word of await words.all()) {
      const at = await word.boundingBox();
      if (!box || !at) continue;
      const inMiddle = Math.abs(at.y + at.height / 2 - box.height / 2) < box.height / 10;
      if (inMiddle && at.x > -at.width / 2 && at.x < box.width) return true;
    }
    return false;
  };
  const seen = async (name: string) => {
    await comes();
    await settled(phone.page);
    expect(await isMarked()).toBe(true);
    await shoot(phone.page, `exam-sit-picture${name}.officer.light`);
    expect((await faultsOf(phone, {})).filter(unlessWatermark)).toEqual([]);
  };
  await seen('');
  await phone.tap('再放大');
  await comes();
  await phone.page.mouse.move(190, 300);
  await phone.page.mouse.wheel(300, 0);
  await phone.page.waitForFunction(
    () => (document.querySelector('.ex-over__scroll')?.scrollLeft ?? 0) > 100,
  );
  await seen('-larger');
  await phone.tap('回到题目');
  await dialog.waitFor({ state: 'detached' });
}

describe('a case with a picture', () => {
  /** What the officer's paper comes to, once it is as it should be. */
  async function scoreOf(
    examId: string,
    isSo: (score: AttemptScore) => boolean,
  ): Promise<AttemptScore> {
    const limit = Date.now() + 60_000;
    for (;;) {
      const { attempt } = await service.call(
        examResultContract.findMine,
        { params: { examId } },
        officer.accessToken,
      );
      if (attempt?.score && isSo(attempt.score)) return attempt.score;
      if (Date.now() > limit) throw new Error(`never graded: ${JSON.stringify(attempt)}`);
      await new Promise((done) => setTimeout(done, 200));
    }
  }

  it('is shown with it, answered in all its parts, and graded part by part, and once more by a key that was put right', async () => {
    const { items } = await service.call(
      quizContract.listQuestions,
      { query: { limit: 1 } },
      legal.accessToken,
    );
    const draft = streetStall(items[0]?.topic ?? '', [await picture(legal.accessToken)]);
    const question = await confirmedQuestion(service, legal.accessToken, draft);
    const paper = await fixedPaper(service, keeper.accessToken, '案例卷', [question]);
    const audience = { unitPaths: [SQUADRON], kinds: [], posts: [], sample: null };
    const exam = await openExam(service, keeper.accessToken, paper.id, {
      title: '案例考试',
      audience,
      review: {
        score: 'after_submit',
        answers: 'after_close',
        keys: 'after_close',
        explanations: 'after_close',
      },
    });

    const phone = await phoneOf(browser, service, officer, `${page('sit', exam.id)}&no=1`);
    await phone.sees('午市时路口有人摆摊');
    await lookAtPicture(phone);
    await phone.tap(/亮明身份，说明来意/, 'radio');
    await phone.fill('第 2 小题，填数字', '15');
    await phone.fill('第 3 小题，写下你的回答', '请移到疏导区。');
    await phone.sees(/已保存/);
    await phone.tap('交卷');
    await phone.press(phone.page.getByRole('alertdialog').getByRole('button', { name: '交卷' }));
    await phone.sees('交卷了');

    // It waits as a whole for the part that a person judges.
    expect(await scoreOf(exam.id, ({ waiting }) => waiting === 1)).toMatchObject({
      centi: 0,
      maxCenti: 400,
      passed: null,
    });

    // As once nobody can write on it any more: that is when people mark.
    const own = { examId: exam.id, personId: officer.me.personId };
    const attempts = client.db(database).collection('exam_attempts');
    expect((await attempts.updateOne(own, { $set: { final: true } })).modifiedCount).toBe(1);
    const desk = await phoneOf(browser, service, legal, page('marking', exam.id), { wide: true });
    await desk.tap('阅下一份');
    await desk.sees('请移到疏导区。');
    // The scenario, what the machine judges and the number as it was asked stand beside the criteria.
    await desk.sees('午市时路口有人摆摊');
    await desk.sees('限几日改？');
    await desk.sees('第 3 小题怎么给分');
    await desk.tap('2 分', 'radio');
    await desk.tap('给分，阅下一份');

    // All 4, none of 3, and 2 of 3 make six tenths of its 4 points.
    expect(await scoreOf(exam.id, ({ waiting }) => waiting === 0)).toMatchObject({
      centi: 240,
      passed: true,
    });
    await phone.go(page('result', exam.id));
    await phone.sees('2.4');
    expect(await phone.page.innerText('body')).toMatch(/2\.4\s*\/ 4/);
    await close(exam.id);
    if (draft.key.kind !== 'case') throw new Error('a case has parts');
    const parts = draft.key.parts.map((part) =>
      part.key.kind === 'numeric' ? { ...part, key: { ...part.key, value: 15 } } : part,
    );
    const params = { examId: exam.id, code: question.code };
    const change = { kind: 'key', key: { kind: 'case', parts } };
    const body = { opId: makeId(), deviceAt: new Date().toISOString(), change };
    await service.call(
      examResultContract.correctKey,
      { params, body: { ...body, reason: '限期按新办法是 15 日' } },
      keeper.accessToken,
    );
    expect(await scoreOf(exam.id, ({ centi }) => centi > 240)).toMatchObject({ centi: 360 });
    expect([...phone.faults, ...desk.faults]).toEqual([]);
    await phone.close();
    await desk.close();
    const faults: string[] = [];
    for (const name of STOP_LOOKS) faults.push(...(await lookAtChange(exam.id, name)));
    expect(faults).toEqual([]);
  });

  /** As once its time is over for everybody. */
  async function close(examId: string): Promise<void> {
    const closed = new Date(Date.now() - HOUR);
    const times = { opensAt: new Date(closed.getTime() - HOUR), closesAt: closed };
    await client
      .db(database)
      .collection<{ _id: string }>('exam_exams')
      .updateOne({ _id: examId }, { $set: { ...times, lastCloseAt: closed, settledAt: closed } });
    await untilOver(service, examId, keeper.accessToken);
  }

  /** The result with what it was before, and the notice of it. */
  async function lookAtChange(examId: string, name: string): Promise<string[]> {
    const look = LOOKS[name] ?? {};
    const hand = await phoneOf(browser, service, officer, page('result', examId), look);
    const faults: string[] = [];
    const seen = async (state: string) => {
      await settled(hand.page);
      await shoot(hand.page, `${state}.officer.${name}`);
      const found = await faultsOf(hand, look);
      faults.push(...found.map((fault) => `${state} (${name}): ${fault}`));
    };
    await hand.sees('3.6');
    await hand.sees('改过分');
    await seen('exam-result-again');
    await hand.tapText(/^1\. /);
    await hand.sees(/改答案重判：2\.4 分，改为 3\.6 分。限期按新办法是 15 日/);
    await seen('exam-result-question-again');
    await hand.go('/features/notice/pages/inbox/index');
    await hand.sees('有一道题重新评了分：案例考试');
    await hand.close();
    return faults;
  }
});
