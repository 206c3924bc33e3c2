import { setTimeout as pause } from 'node:timers/promises';
import { built, driver, shared } from './lib/product.mjs';
import { startSeeded } from './service.mjs';

const DATABASE = 'qj_bench_import';
const COUNT = 10_000;
const GOAL_MS = 20_000;
const LAG_GOAL_MS = 100;
const LOOK_EVERY_MS = 250;

/** Texts as different from one another as those of a real bank; a generator of our own, no secret. */
function questionOf(i) {
  const scenes = ['占道经营', '店外堆放', '流动摊点', '夜间噪声', '渣土运输', '违法搭建', '乱张贴'];
  const acts = ['先亮证说明身份', '当场记录拍照', '口头劝导', '登记保存', '报告中队', '告知权利'];
  const scene = scenes[i % scenes.length];
  const place = `第 ${(i * 7919) % 10_007} 号路段`;
  const options = ['a', 'b', 'c', 'd'].map((id, n) => ({
    id,
    text: `${acts[(i + n) % acts.length]}，再处理${(i * 31 + n * 17) % 997}`,
  }));
  const stem = `${place}巡查遇到${scene}，${acts[i % acts.length]}之后该怎么做（情形 ${i}）？`;
  return {
    code: `bench-${i}`,
    body: { kind: 'single', stem, media: [], options },
    key: { kind: 'single', answer: ['b'] },
    explanation: '先亮证，再说明，全程记录。',
    topic: 'uniform',
    difficulty: (i % 5) + 1,
  };
}

/** Every other way into the bank, as its own writer makes it; Aiken has no codes, so its questions get new ones. */
const OTHERS = { xlsx: '.xlsx', gift: 'GIFT', moodle: 'Moodle XML', aiken: 'Aiken' };

async function fileOf(format, questions) {
  const { FORMATS } = built('features/quiz/formats');
  const { UNVERIFIED: verified } = built('features/quiz/content.rules');
  const items = questions.map(({ code, ...content }) => ({
    code,
    content: { ...content, stem: content.body.stem, law: null, author: null, fact: null },
    ...{ state: 'draft', verified, reviewer: null },
  }));
  const { bytes, leftOut } = await FORMATS[format].write(items);
  if (leftOut.length > 0) throw new Error(`${format} leaves ${leftOut.length} out`);
  return { bytes, fileName: `bench.${FORMATS[format].extension}` };
}

/**
 * Ten thousand questions from a file into the bank, and how late the service's event loop was meanwhile;
 * then the same file again, held against a bank that has them all; then the same questions in every other
 * format, each into a bank without them.
 */
export async function run({ uri, report, say }) {
  const questions = Array.from({ length: COUNT }, (_, i) => questionOf(i));
  const file = JSON.stringify({ format: 'qiangji-questions', version: 1, questions });
  say(`${COUNT} questions, JSON of ${sizeOf(file)}`);
  const desk = await Desk.open({ uri, say });
  tell('JSON, new', await desk.importFile(file, 'bench.json', COUNT), report);
  tell('JSON, again', await desk.importFile(file, 'bench.json', 0), report);
  await desk.close();
  for (const [format, name] of Object.entries(OTHERS)) {
    const { bytes, fileName } = await fileOf(format, questions);
    say(`the same as ${name}, ${sizeOf(bytes)}`);
    const other = await Desk.open({ uri, say });
    tell(name, await other.importFile(bytes, fileName, COUNT), report);
    await other.close();
  }
}

const sizeOf = ({ length }) => `${(length / 1024 / 1024).toFixed(1)} MB`;

function tell(name, { readMs, wholeMs, worstMs }, report) {
  const below = (what, value, limit) => ({
    ...{ name: `${COUNT} questions, ${name}: ${what}`, value, unit: 'ms', goal: `< ${limit}` },
    ok: value < limit,
  });
  report({ ...below('read, settled and compared', readMs, GOAL_MS), goal: '', ok: true });
  report(below('read and kept', wholeMs, GOAL_MS));
  report(below('event loop at most late', worstMs, LAG_GOAL_MS));
}

/** Somebody at a desk who hands a file in, looks at its progress, and keeps what is in it. */
class Desk {
  #worstMs = 0;

  /** At a service and a bank of its own. */
  static async open({ uri, say }) {
    const client = await driver.MongoClient.connect(uri);
    await client.db(DATABASE).dropDatabase();
    await client.close();
    const desk = new Desk();
    desk.service = await startSeeded({ uri, database: DATABASE, say });
    const session = await desk.json('POST', '/auth/demo', { body: { account: 'office' } });
    desk.token = session.accessToken;
    await desk.json('POST', '/auth/consent', { body: { version: shared.PRIVACY_VERSION } });
    return desk;
  }

  async close() {
    await this.service.stop();
  }

  async json(method, path, { body } = {}) {
    return JSON.parse((await this.ask(method, path, body)).toString());
  }

  async ask(method, path, body) {
    const { token } = this;
    const answer = await this.service.ask(method, `/api/v1${path}`, { token, body });
    if (answer.status < 300) return answer.body;
    throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
  }

  /** Throws where another number of questions was added. */
  async importFile(file, fileName, expected) {
    // What was late before does not count.
    await this.#look();
    this.#worstMs = 0;
    const began = performance.now();
    const form = new FormData();
    form.set('file', new Blob([file]), fileName);
    const query = new URLSearchParams({ fileName, topic: 'uniform' });
    const begun = await fetch(`${this.service.url}/api/v1/quiz/imports?${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}` },
      body: form,
    });
    if (!begun.ok) throw new Error(`the upload answered ${begun.status}: ${await begun.text()}`);
    const { id } = await begun.json();
    await this.#until(id, 'ready');
    const readMs = performance.now() - began;
    await this.json('POST', `/quiz/imports/${id}/keep`, { body: { state: 'draft' } });
    const { kept } = await this.#until(id, 'done');
    if (kept.added !== expected) throw new Error(`${kept.added} were added, not ${expected}`);
    return { readMs, wholeMs: performance.now() - began, worstMs: this.#worstMs };
  }

  async #until(id, done) {
    for (;;) {
      await pause(LOOK_EVERY_MS);
      await this.#look();
      const found = await this.json('GET', `/quiz/imports/${id}`);
      if (found.state === 'refused') throw new Error(found.refusal);
      if (found.state === done) return found;
    }
  }

  /** The worst since the last look, by the service's own measure. */
  async #look() {
    const { body } = await this.service.ask('GET', '/metrics');
    const lag = /^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(body.toString());
    this.#worstMs = Math.max(this.#worstMs, Number(lag?.[1] ?? 0) * 1000);
  }
}
