import { setTimeout as pause } from 'node:timers/promises';
import { driver, shared } from './lib/product.mjs';
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

/**
 * Ten thousand questions from a file into the bank, and how late the service's event loop was meanwhile;
 * then the same file again, held against a bank that has them all.
 */
export async function run({ uri, report, say }) {
  const client = await driver.MongoClient.connect(uri);
  await client.db(DATABASE).dropDatabase();
  await client.close();
  const service = await startSeeded({ uri, database: DATABASE, say });
  const json = async (method, path, options) => {
    const answer = await service.ask(method, path, options);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
    return JSON.parse(answer.body.toString());
  };
  const session = await json('POST', '/api/v1/auth/demo', { body: { account: 'office' } });
  const token = session.accessToken;
  await json('POST', '/api/v1/auth/consent', { token, body: { version: shared.PRIVACY_VERSION } });
  const questions = Array.from({ length: COUNT }, (_, i) => questionOf(i));
  const file = JSON.stringify({ format: 'qiangji-questions', version: 1, questions });
  say(`${COUNT} questions, ${Math.round(file.length / 1024 / 1024)} MB of JSON`);
  const desk = new Desk(service, json, token);
  const first = await desk.importFile(file);
  if (first.kept.added !== COUNT) throw new Error(`only ${first.kept.added} were kept`);
  tell('new', first, report);
  const again = await desk.importFile(file);
  if (again.kept.added !== 0) throw new Error(`${again.kept.added} were kept twice`);
  tell('again', again, report);
  service.stop();
}

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

  constructor(service, json, token) {
    Object.assign(this, { service, json, token });
  }

  async importFile(file) {
    // What was late before does not count.
    await this.#look();
    this.#worstMs = 0;
    const began = performance.now();
    const form = new FormData();
    form.set('file', new Blob([file]), 'bench.json');
    const begun = await fetch(`${this.service.url}/api/v1/quiz/imports?fileName=bench.json`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}` },
      body: form,
    });
    if (!begun.ok) throw new Error(`the upload answered ${begun.status}: ${await begun.text()}`);
    const { id } = await begun.json();
    await this.#until(id, 'ready');
    const readMs = performance.now() - began;
    const options = { token: this.token, body: { state: 'draft' } };
    await this.json('POST', `/api/v1/quiz/imports/${id}/keep`, options);
    const { kept } = await this.#until(id, 'done');
    return { readMs, wholeMs: performance.now() - began, worstMs: this.#worstMs, kept };
  }

  async #until(id, done) {
    for (;;) {
      await pause(LOOK_EVERY_MS);
      await this.#look();
      const found = await this.json('GET', `/api/v1/quiz/imports/${id}`, { token: this.token });
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
