import type { Browser } from 'playwright-core';
import type { MongoClient } from 'mongodb';
import { Workbook } from 'exceljs';
import { dutyFile, foreignTable, type HandedIn } from './lib/bank-files';
import { launch, type Hand } from './lib/browser';
import { connect } from './lib/database';
import { phoneOf } from './lib/exam';
import { faultsOf, LOOKS, settled, shoot, SHOOTING } from './lib/look-over';
import { Service } from './lib/service';
import { dropOwn } from '../server/test/throwaway';

const database = `qj_quiz_pages_${process.pid}`;
const page = (name: string, query = '') => `/features/quiz/pages/${name}/index${query}`;

let client: MongoClient;
let service: Service;
let browser: Browser;

jest.setTimeout(600_000);

beforeAll(async () => {
  client = await connect();
  await Service.seedPeople({ database });
  service = await Service.start({ database });
  browser = await launch();
});

afterAll(async () => {
  await browser?.close();
  await service?.kill('SIGTERM');
  await dropOwn(client.db(database));
  await client.close();
});

/**
 * What hides faults best: the largest letters on a phone, and a desk. All four where pictures are taken.
 * In daylight the questions are kept, so that look comes last.
 */
const SEEN_IN = SHOOTING ? ['dark', 'fs150', 'wide', 'light'] : ['fs150', 'wide', 'light'];

interface Watcher {
  faults: string[];
  seen(state: string): Promise<void>;
}

/** Takes a picture of each state of a page and notes what is wrong with it. */
function watch(hand: Hand, name: string, who: string): Watcher {
  const look = LOOKS[name] ?? {};
  const faults: string[] = [];
  const seen = async (state: string) => {
    await settled(hand.page);
    await shoot(hand.page, `${state}.${who}.${name}`);
    const said = await faultsOf(hand, look);
    faults.push(...said.map((fault) => `${state} (${name}): ${fault}`));
  };
  return { faults, seen };
}

async function handIn(hand: Hand, kind: string, file: HandedIn): Promise<void> {
  await hand.tap(kind, 'radio');
  const [chooser] = await Promise.all([hand.page.waitForEvent('filechooser'), hand.tap('选文件')]);
  await chooser.setFiles({ name: file.name, mimeType: file.type, buffer: file.bytes });
}

describe('questions out of a file', () => {
  it.each(SEEN_IN)('are looked at before they are kept, in the look %s', async (name) => {
    const office = await service.signIn('office');
    const hand = await phoneOf(browser, service, office, page('import'), LOOKS[name]);
    await settled(hand.page);
    const { faults, seen } = watch(hand, name, 'office');
    await handIn(hand, '表格', {
      ...(await foreignTable(new Workbook())),
      bytes: Buffer.from('PK'),
    });
    await hand.sees(/^别的单位的题/);
    await seen('quiz-import-refused');
    await handIn(hand, '表格', await foreignTable(new Workbook()));
    await hand.sees('表里的列');
    await seen('quiz-import-columns');
    await handIn(hand, 'JSON', dutyFile());
    await hand.sees(/^很像的/);
    await seen('quiz-import-ready');
    if (name === 'light') {
      await hand.tap('有解析的直接启用', 'radio');
      await hand.tap('只收对的');
      await hand.sees('收好了');
      await seen('quiz-import-done');
    }
    expect(faults).toEqual([]);
    await hand.close();
  });
});

/** Something in every field and group of options. */
async function give(hand: Hand): Promise<void> {
  const groups = hand.page.getByRole('radiogroup').filter({ visible: true });
  for (let i = 0; i < (await groups.count()); i += 1) {
    await hand.press(groups.nth(i).getByRole('radio').first());
  }
  const boxes = hand.page.getByRole('checkbox').filter({ visible: true });
  if ((await boxes.count()) > 0) await hand.press(boxes.first());
  const fill = async (name: RegExp, text: string) => {
    const fields = hand.page.getByRole('textbox', { name }).filter({ visible: true });
    for (let i = 0; i < (await fields.count()); i += 1) await fields.nth(i).fill(text);
  };
  await fill(/填数字/, '15');
  await fill(/空$/, '第二天早上');
  await fill(/写下你的回答/, '先停手，请执法员过来，把看到的记在日志里，交给接班的人。');
}

describe('practice of every kind of question', () => {
  it.each(SEEN_IN)('asks and explains each, in the look %s', async (name) => {
    const officer = await service.signIn('officer');
    const path = page('topic', '?topic=duty_log');
    const hand = await phoneOf(browser, service, officer, path, LOOKS[name]);
    const { faults, seen } = watch(hand, name, 'officer');
    const left = new Map([
      ['填空', 'fill_in'],
      ['计算', 'numeric'],
      ['简答', 'short_answer'],
      ['案例', 'case'],
    ]);
    for (let n = 0; n < 10 && left.size > 0; n += 1) {
      await settled(hand.page);
      const tags = await hand.page.locator('.qj-tag').filter({ visible: true }).allInnerTexts();
      const kind = [...left].find(([word]) => tags.some((tag) => tag.includes(word)));
      if (kind) await seen(`quiz-ask-${kind[1].replace('_', '-')}`);
      await give(hand);
      await hand.tap(/^(看对错|对照参考答案)/);
      await hand.page.getByRole('button', { name: /^(下一题|看看接下来)/ }).waitFor();
      if (kind) {
        await seen(`quiz-told-${kind[1].replace('_', '-')}`);
        left.delete(kind[0]);
      }
      await hand.tap(/^(下一题|看看接下来)/);
    }
    expect([...left.keys()]).toEqual([]);
    expect(faults).toEqual([]);
    await hand.close();
  });
});
