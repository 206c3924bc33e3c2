import { existsSync, readFileSync } from 'node:fs';
import type { QuestionImport } from '@qiangji/shared-types';
import { Kit } from '../../../test/kit';
import { keepImport, ours, readImport, textFile } from './import.test-kit';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterAll(async () => {
  await kit.stop();
});

const COUNT = 6_000;
const SCENES = ['占道经营', '店外堆放', '流动摊点', '夜间噪声', '渣土运输', '违法搭建', '乱张贴'];
const ACTS = ['先亮证说明身份', '当场记录拍照', '口头劝导', '登记保存', '报告中队', '告知权利'];

/** Questions as different from one another as those of a real bank. */
const questions = Array.from({ length: COUNT }, (_, i) => ({
  code: `t-${i}`,
  body: {
    kind: 'single',
    stem: `第 ${(i * 7919) % 10_007} 号路段巡查遇到${SCENES[i % 7]}，${ACTS[i % 6]}之后该怎么做（情形 ${i}）？`,
    media: [],
    options: ['a', 'b', 'c', 'd'].map((id, n) => ({
      id,
      text: `${ACTS[(i + n) % 6]}，再处理${(i * 31 + n * 17) % 997}`,
    })),
  },
  key: { kind: 'single', answer: ['b'] },
  explanation: '先亮证，再说明，全程记录。',
  topic: 'uniform',
}));

/**
 * Linux's own count of the time for which a thread had a processor; Node 20 asks for no thread's. Whatever else
 * the machine does meanwhile makes a turn late, but costs the thread nothing.
 */
const COUNTER = `/proc/self/task/${process.pid}/schedstat`;
const ofThisThreadMs = () => Number(readFileSync(COUNTER, 'utf8').split(' ')[0]) / 1e6;

interface Turns {
  /** The most that this thread worked without looking at anything else (ms of processor time). */
  longestMs: number;
  /** What all threads worked together (ms of processor time). */
  allMs: number;
}

async function turnsOf(work: () => Promise<unknown>): Promise<Turns> {
  const began = process.cpuUsage();
  let [last, longestMs] = [ofThisThreadMs(), 0];
  const look = () => {
    const at = ofThisThreadMs();
    longestMs = Math.max(longestMs, at - last);
    last = at;
  };
  // A timer that is due is looked after in every turn: between two looks lies one long turn, or some short ones.
  const timer = setInterval(look, 2);
  await work();
  clearInterval(timer);
  look();
  const { user, system } = process.cpuUsage(began);
  return { longestMs, allMs: (user + system) / 1_000 };
}

/**
 * Measured: with the thread the longest turn is an 80th of the work or less, without it nearly half of it, and a
 * quarter while the questions are kept. What the collector of garbage stops for has room between.
 */
const MOST = 1 / 12;

(existsSync(COUNTER) ? describe : describe.skip)('a file of thousands of questions', () => {
  it('is read and kept in turns that are short beside the whole work', async () => {
    const file = textFile(ours(questions));
    let ready: QuestionImport | undefined;
    const reading = await turnsOf(async () => {
      ready = await readImport(kit, file, { fileName: '六千题.json' });
    });
    expect(ready).toMatchObject({ state: 'ready', counts: { good: COUNT, fresh: COUNT } });
    const keeping = await turnsOf(async () => {
      ready = await keepImport(kit, ready!, { state: 'draft' });
    });
    expect(ready).toMatchObject({ state: 'done', kept: { added: COUNT } });
    expect(reading.longestMs / reading.allMs).toBeLessThan(MOST);
    expect(keeping.longestMs / keeping.allMs).toBeLessThan(MOST);
  }, 120_000);
});
