import { createRequire } from 'node:module';
import { join } from 'node:path';
import { percentile, startSeeded } from './service.mjs';

/** Connections and the goal (ms) for each database; production's mongod is held to the stricter one. */
const LOADS = { 'secantusd-py': { connections: 4, goalMs: 500 } };
const DEFAULT_LOAD = { connections: 20, goalMs: 100 };
const REQUESTS = 200;
const WARM_UP = 20;

/** Downloads that no page shows: templates, and originals, whose every reading is logged. */
const LEFT_OUT = /Template$|^media\.original$/;

/** Whose page it is, where the officer may not call. */
const ACCOUNTS = ['officer', 'leader', 'inspector', 'office'];

/** Everything that the mini-program asks for, answered on the demo's data under load. */
export async function run({ uri, databaseName, report, say }) {
  const service = await startSeeded({ uri, database: 'qj_bench_pages', say });
  const require = createRequire(join(service.root, 'package.json'));
  const { contracts, PRIVACY_VERSION } = require(join(service.root, 'shared-types/dist/index.js'));
  const all = Object.values(contracts).flatMap((feature) => Object.values(feature));
  const gets = all.filter(({ id, method }) => method === 'GET' && !LEFT_OUT.test(id));
  const people = {};
  for (const account of ACCOUNTS) {
    const session = await json(service, 'POST', '/api/v1/auth/demo', { body: { account } });
    const token = session.accessToken;
    await json(service, 'POST', '/api/v1/auth/consent', {
      token,
      body: { version: PRIVACY_VERSION },
    });
    people[account] = { token, me: session.me };
  }
  const { connections, goalMs } = LOADS[databaseName] ?? DEFAULT_LOAD;
  say(`${REQUESTS} requests each, ${connections} connections, goal p95 under ${goalMs} ms`);
  const p95s = [];
  for (const contract of gets) {
    const target = await targetOf(service, contract, people);
    if (!target) {
      report({ name: contract.id, value: 'no data', unit: '', goal: `< ${goalMs}`, ok: false });
      continue;
    }
    const times = await load(service, target, connections);
    const p95 = percentile(times, 0.95);
    p95s.push(p95);
    report({
      name: `${contract.id} p95`,
      value: p95,
      unit: 'ms',
      goal: `< ${goalMs}`,
      ok: p95 < goalMs,
    });
  }
  report({
    name: 'slowest page p95',
    value: Math.max(...p95s),
    unit: 'ms',
    goal: `< ${goalMs}`,
    ok: Math.max(...p95s) < goalMs,
  });
  service.stop();
}

async function json(service, method, path, options) {
  const answer = await service.ask(method, path, options);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
  return JSON.parse(answer.body.toString());
}

async function load(service, { path, token }, connections) {
  const times = [];
  let left = WARM_UP + REQUESTS;
  const worker = async () => {
    while (left > 0) {
      const number = left--;
      const began = performance.now();
      const { status } = await service.ask('GET', path, { token });
      if (status !== 200) throw new Error(`${path} answered ${status}`);
      if (number <= REQUESTS) times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  return times;
}

/** A real page of this route: the first account that may open it, with an id from its own lists. */
async function targetOf(service, contract, people) {
  for (const account of ACCOUNTS) {
    const person = people[account];
    const path = await pathFor(service, contract, person).catch(() => null);
    if (!path) continue;
    const answer = await service.ask('GET', path, { token: person.token });
    if (answer.status === 200) return { path, token: person.token };
  }
  return null;
}

async function pathFor(service, contract, { token, me }) {
  const get = (path) => json(service, 'GET', path, { token });
  const list = async (path) => (await get(path)).items;
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const ago = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10);
  const fixed = { day: today, personId: me.personId, topic: 'recorder', version: '1' };
  const query = QUERIES[contract.id]?.({ today, ago, me }) ?? '';
  const names = [...contract.path.matchAll(/:([a-zA-Z]+)/g)].map((match) => match[1]);
  const ids = {};
  for (const name of names) ids[name] = fixed[name] ?? (await idFor(contract.id, name, list, get));
  return contract.path.replace(/:([a-zA-Z]+)/g, (_, name) => ids[name]) + query;
}

/** What a page adds where the route asks for it. */
const QUERIES = {
  'dutyLog.readDay': ({ today }) => `?day=${today}`,
  'review.week': ({ me }) => `?unitPath=${me.unitPath}`,
  'review.listRecords': ({ today, ago }) => `?kind=corrections&from=${ago}&to=${today}`,
  'spotCheck.listChecks': () => '?view=checked',
  'standard.listChecklists': () => '?kind=readiness',
  'quiz.drawTopic': () => '?seed=01a20eda-eb15-7ae4-9269-75d86b4aeaab',
  'quiz.drawMockPaper': () => '?seed=01a20eda-eb15-7ae4-9269-75d86b4aeaab',
};

/** An entry of one of the person's shifts. */
async function someEntry(list, get) {
  for (const { id } of await list('/api/v1/duty-log/shifts')) {
    const { entries } = await get(`/api/v1/duty-log/shifts/${id}`);
    if (entries[0]) return entries[0].id;
  }
  throw new Error('no shift has an entry');
}

/** A photo of one of the person's entries. */
async function somePhoto(list, get) {
  for (const { id } of await list('/api/v1/duty-log/shifts')) {
    const { entries } = await get(`/api/v1/duty-log/shifts/${id}`);
    const photo = entries.flatMap((entry) => entry.photos)[0];
    if (photo) return photo.mediaId;
  }
  throw new Error('no entry has a photo');
}

async function idFor(routeId, name, list, get) {
  const first = async (path, key) => (await list(path))[0][key] ?? Promise.reject(new Error(key));
  switch (name) {
    case 'slug':
      return first('/api/v1/study/pieces?kind=legal', 'slug');
    case 'code':
      return routeId === 'standard.findChecklist'
        ? 'readiness'
        : first('/api/v1/quiz/questions', 'code');
    case 'correctionId':
      return first('/api/v1/self-check/corrections', 'id');
    case 'drawId':
      return first('/api/v1/spot-check/draws', 'id');
    case 'shiftId':
      return first('/api/v1/duty-log/shifts', 'id');
    case 'checkId':
      return routeId.startsWith('selfCheck')
        ? first('/api/v1/self-check/checks', 'id')
        : first('/api/v1/spot-check/checks?view=checked', 'id');
    case 'mediaId':
      return somePhoto(list, get);
    case 'entryId':
      return someEntry(list, get);
    default:
      throw new Error(`no id for ${name}`);
  }
}
