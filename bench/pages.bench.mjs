import { randomBytes } from 'node:crypto';
import { Connection, getBytes } from './lib/connection.mjs';
import { readOptions } from './lib/options.mjs';
import { shared } from './lib/product.mjs';
import { PARAMS, QUERIES } from './pages-samples.mjs';
import { percentile, startSeeded } from './service.mjs';

/**
 * Connections and the goal (ms) for each database; production's mongod is held to the stricter one. `warmUp`:
 * requests before those that count. A service that people use has long compiled what it runs; in the first
 * hundreds of requests of a route that takes more time than the requests.
 */
const LOADS = { 'secantusd-py': { connections: 4, goalMs: 500, warmUp: 100 } };
const DEFAULT_LOAD = { connections: 20, goalMs: 100, warmUp: 1_500 };
/** Of each page. One stop of the machine meets every connection: it must be less than a twentieth of them. */
const REQUESTS = 600;

/** To make a file (ms), alone; afterwards it is kept. */
const MAKING_MS = 2_000;

const RENEW_MS = 5 * 60_000;

/** Whose page it is, where the officer may not call. */
const ACCOUNTS = ['officer', 'leader', 'inspector', 'office'];

/** What the import page finds in its file. */
const QUESTION = {
  code: 'bench-1',
  body: {
    kind: 'single',
    stem: '巡查遇到占道经营，先做什么？',
    media: [],
    options: [
      { id: 'a', text: '亮证说明来意' },
      { id: 'b', text: '直接搬走' },
    ],
  },
  key: { kind: 'single', answer: ['a'] },
  explanation: '先亮证，再说明。',
  topic: 'uniform',
  difficulty: 1,
};

/**
 * Everything that the mini-program asks for, answered on the demo's data under load; with
 * `--only quiz.,today.find` the routes alone whose ids begin so.
 */
export async function run({ uri, databaseName, report, say, args }) {
  const only = readOptions(args, { only: '' }).only.split(',');
  const wanted = ({ id }) => only.some((one) => id.startsWith(one));
  const service = await startSeeded({ uri, database: 'qj_bench_pages', say });
  const people = [];
  for (const account of ACCOUNTS) people.push(await signIn(service, account));
  const routes = getRoutes().filter(wanted);
  if (routes.length === 0) throw new Error(`--only ${only}: no route begins so`);
  const by = (account) => people.find((one) => one.account === account);
  await handIn(service, by('office'));
  await lookUp(service, by('leader'), by('officer'));
  const page = { ...(LOADS[databaseName] ?? DEFAULT_LOAD), requests: REQUESTS };
  const { connections, warmUp, goalMs } = page;
  say(
    `${REQUESTS} requests each after ${warmUp}, ${connections} connections, p95 under ${goalMs} ms`,
  );
  const p95s = [];
  const without = [];
  for (const contract of routes) {
    for (const person of people) await renew(service, person);
    const target = await targetOf(contract, people);
    if (!target.path) {
      without.push(contract.id);
      report({ name: contract.id, value: 'no data', unit: target.why, goal: '', ok: false });
      continue;
    }
    if (contract.isMade) {
      const ok = target.firstMs < MAKING_MS;
      const name = `${contract.id}, the first time`;
      report({ name, value: target.firstMs, unit: 'ms', goal: `< ${MAKING_MS}`, ok });
    }
    const p95 = percentile(await load(service, target, page), 0.95);
    p95s.push(p95);
    const goal = `< ${goalMs}`;
    report({ name: `${contract.id} p95`, value: p95, unit: 'ms', goal, ok: p95 < goalMs });
  }
  const slowest = Math.max(...p95s);
  const goal = `< ${goalMs}`;
  report({ name: 'slowest page p95', value: slowest, unit: 'ms', goal, ok: slowest < goalMs });
  report({
    name: 'routes without data',
    value: without.length,
    unit: '',
    goal: '0',
    ok: without.length === 0,
  });
  service.stop();
}

/** Every GET of the contracts. A file is made once and kept while its figures are the same: its first time is told too. */
function getRoutes() {
  return Object.values(shared.contracts)
    .flatMap((feature) => Object.values(feature))
    .filter(({ method }) => method === 'GET')
    .map((route) => ({
      ...route,
      isMade: Boolean(route.download) && !route.id.startsWith('media.'),
    }));
}

const sessionOf = (service, account) =>
  json(service, 'POST', '/api/v1/auth/demo', { body: { account } });

async function signIn(service, account) {
  const { accessToken: token, me } = await sessionOf(service, account);
  const body = { version: shared.PRIVACY_VERSION };
  await json(service, 'POST', '/api/v1/auth/consent', { token, body });
  const person = { account, token, me, signedInAt: Date.now() };
  person.get = (path) => json(service, 'GET', path, { token: person.token });
  person.list = async (path) => (await person.get(path)).items;
  return person;
}

/** A token is good for a quarter of an hour; on a slow database all the pages take longer. */
async function renew(service, person) {
  if (Date.now() - person.signedInAt < RENEW_MS) return;
  const { accessToken: token } = await sessionOf(service, person.account);
  Object.assign(person, { token, signedInAt: Date.now() });
}

/** A file of questions on its way into the bank: what the import page looks at. */
async function handIn(service, person) {
  // One of them bad, so that there is a table of what is.
  const questions = [QUESTION, { body: 1 }];
  const file = JSON.stringify({ format: 'qiangji-questions', version: 1, questions });
  const form = new FormData();
  form.set('file', new Blob([file]), 'bench.json');
  const answer = await fetch(`${service.url}/api/v1/quiz/imports?fileName=bench.json`, {
    method: 'POST',
    headers: { authorization: `Bearer ${person.token}` },
    body: form,
  });
  if (!answer.ok) throw new Error(`the upload answered ${answer.status}: ${await answer.text()}`);
  person.importId = (await answer.json()).id;
  const path = `/api/v1/quiz/imports/${person.importId}`;
  while ((await person.get(path)).state === 'reading') {
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** A leader records a day off and looks at somebody: that one sees both among their own. */
async function lookUp(service, leader, officer) {
  const { personId } = officer.me;
  const day = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
  const body = {
    opId: shared.newId(Date.now(), randomBytes(16)),
    deviceAt: new Date().toISOString(),
    ...{ personId, kind: 'annual', from: day, to: day },
  };
  await json(service, 'POST', '/api/v1/leave', { token: leader.token, body });
  await leader.get(`/api/v1/review/persons/${personId}`);
}

async function json(service, method, path, options) {
  const answer = await service.ask(method, path, options);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
  return JSON.parse(answer.body.toString());
}

/** Over connections that stay open, as a proxy's do; the generator takes no part of the machine that it can spare. */
async function load({ url }, { path, token }, { connections, requests, warmUp }) {
  const bytes = getBytes(path, { Authorization: `Bearer ${token}` });
  const port = Number(new URL(url).port);
  const times = [];
  let left = warmUp + requests;
  const worker = async () => {
    const connection = new Connection(port);
    while (left > 0) {
      const number = left--;
      const began = performance.now();
      const status = await new Promise((done) => connection.send(bytes, done));
      if (status !== 200) throw new Error(`${path} answered ${status}`);
      if (number <= requests) times.push(performance.now() - began);
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: connections }, worker));
  return times;
}

/** A real page of this route: that of the first account that may open it, with an id from its own lists. */
async function targetOf(contract, people) {
  let why = '';
  for (const person of people) {
    try {
      const path = await pathFor(contract, person);
      const began = performance.now();
      const shown = await person.get(path).catch((error) => {
        // What is no JSON was answered too.
        if (!(error instanceof SyntaxError)) throw error;
      });
      if (shown?.items?.length === 0) throw new Error(`${path} lists nothing`);
      return { path, token: person.token, firstMs: performance.now() - began };
    } catch (error) {
      why = error.message;
    }
  }
  return { why };
}

async function pathFor({ id, path }, person) {
  const params = (await PARAMS[id]?.(person)) ?? {};
  const filled = path.replace(/:([a-zA-Z]+)/g, (_, name) => {
    if (params[name] === undefined) throw new Error(`no ${name} for ${id}`);
    return encodeURIComponent(params[name]);
  });
  return filled + (QUERIES[id]?.(person) ?? '');
}
