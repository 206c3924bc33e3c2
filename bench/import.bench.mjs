import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startSeeded } from './service.mjs';

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

/** Ten thousand questions from a file into the bank, and how late the service's event loop was meanwhile. */
export async function run({ uri, report, say }) {
  const service = await startSeeded({ uri, database: 'qj_bench_import', say });
  const json = async (method, path, options) => {
    const answer = await service.ask(method, path, options);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
    return JSON.parse(answer.body.toString());
  };
  const session = await json('POST', '/api/v1/auth/demo', { body: { account: 'office' } });
  const token = session.accessToken;
  const require = createRequire(join(service.root, 'package.json'));
  const { PRIVACY_VERSION } = require(join(service.root, 'shared-types/dist/index.js'));
  await json('POST', '/api/v1/auth/consent', { token, body: { version: PRIVACY_VERSION } });
  const questions = Array.from({ length: COUNT }, (_, i) => questionOf(i));
  const file = JSON.stringify({ format: 'qiangji-questions', version: 1, questions });
  let worstMs = 0;
  const look = async () => {
    const { body } = await service.ask('GET', '/metrics');
    const lag = /^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(body.toString());
    worstMs = Math.max(worstMs, Number(lag?.[1] ?? 0) * 1000);
  };
  await look();
  worstMs = 0;
  const until = async (id, done) => {
    for (;;) {
      await pause(LOOK_EVERY_MS);
      await look();
      const found = await json('GET', `/api/v1/quiz/imports/${id}`, { token });
      if (found.state === 'refused') throw new Error(found.refusal);
      if (found.state === done) return found;
    }
  };
  say(`${COUNT} questions, ${Math.round(file.length / 1024 / 1024)} MB of JSON`);
  const began = performance.now();
  const form = new FormData();
  form.set('file', new Blob([file]), 'bench.json');
  const begun = await fetch(`${service.url}/api/v1/quiz/imports?fileName=bench.json`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  });
  if (!begun.ok) throw new Error(`the upload answered ${begun.status}: ${await begun.text()}`);
  const ready = await until((await begun.json()).id, 'ready');
  const readMs = performance.now() - began;
  await json('POST', `/api/v1/quiz/imports/${ready.id}/keep`, { token, body: { state: 'draft' } });
  const { kept } = await until(ready.id, 'done');
  const wholeMs = performance.now() - began;
  if (kept.added !== COUNT) throw new Error(`only ${kept.added} were kept`);
  report({ name: 'read, settled and compared', value: readMs, unit: 'ms', goal: '', ok: true });
  report({
    name: `${COUNT} questions read and kept`,
    value: wholeMs,
    unit: 'ms',
    goal: `< ${GOAL_MS}`,
    ok: wholeMs < GOAL_MS,
  });
  report({
    name: 'event loop at most late',
    value: worstMs,
    unit: 'ms',
    goal: `< ${LAG_GOAL_MS}`,
    ok: worstMs < LAG_GOAL_MS,
  });
  service.stop();
}
