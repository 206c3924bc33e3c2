import { getBytes, postBytes } from './lib/connection.mjs';
import { openLoop } from './lib/load.mjs';
import { untilGraded } from './exam-storm-check.mjs';
import { startServices } from './exam-storm-service-pool.mjs';
import {
  answerOf,
  answerPath,
  envelopePath,
  makeWorld,
  minePath,
  progressPath,
  rankingPath,
  startOf,
  startPath,
  submitOf,
  submitPath,
} from './exam-storm-world.mjs';

const CONNECTIONS = 512;
/** People who sit the exam before all others: no service is new when an exam begins. */
const FIRST = 500;
const FIRST_S = 2;
/** Phones ask for their paper this long before they start at most (ms): nobody has it from days before. */
const AHEAD_MS = 5_000;
/** Papers are fetched ahead over so many times the time in which all start: sealing one takes longer than a start. */
const PAPERS_OVER_STARTS = 2.5;
/** How often a console asks again, and a ranking where nothing pushes it (ms). */
const CONSOLE_MS = 5_000;
const RANKING_MS = 10_000;
/** A line of progress so often (ms). */
const TOLD_MS = 10_000;

/** Requests of one kind, in order of their intended time; bytes are made when they are due. */
function* dueInOrder(plan, make) {
  plan.sort((a, b) => a.at - b.at);
  for (const one of plan) yield { at: one.at, kind: one.kind, ...make(one) };
}

/**
 * Splits a plan among the processes by the person: phones keep to one connection's server or not. `ahead`: all
 * bytes are made before the first is due, since those who make them share the cores with whom they measure.
 */
async function drive({ ports, plan, make, name, say, ahead = false }) {
  const parts = ports.map((_, at) => plan.filter(({ who }) => who % ports.length === at));
  const requests = parts.map((part) => dueInOrder(part, make));
  if (ahead) requests.forEach((part, at) => (requests[at] = [...part]));
  const done = ports.map(() => ({ sent: 0, answered: 0, waiting: 0 }));
  const began = performance.now();
  const total = (field) => done.reduce((sum, one) => sum + one[field], 0);
  const timer = setInterval(() => {
    const seconds = Math.round((performance.now() - began) / 1000);
    say(
      `  ${name}, ${seconds} s: ${total('answered')} of ${plan.length} answered, ${total('sent') - total('answered')} under way, ${total('waiting')} wait for a connection`,
    );
  }, TOLD_MS);
  const cpu = process.cpuUsage();
  const loads = await Promise.all(
    ports.map((port, at) =>
      openLoop({
        port,
        connections: Math.ceil(CONNECTIONS / ports.length),
        requests: requests[at],
        progress: done[at],
      }),
    ),
  );
  clearInterval(timer);
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const worst = (pick) => Math.max(...loads.map(pick));
  return {
    requests: plan.length,
    ok: loads.reduce((sum, { statuses }) => sum + (statuses[200] ?? 0), 0),
    statuses: loads.map(({ statuses }) => JSON.stringify(statuses)).join(' '),
    p50: worst((load) => load.p50),
    p99: worst((load) => load.p99),
    max: worst((load) => load.max),
    p99Of: (kind) => worst(({ kinds }) => kinds[kind]?.p99 ?? 0),
    ownCpu: (user + system) / 1e6 / seconds,
    lateP99: worst((load) => load.lateP99),
    seconds,
  };
}

/**
 * One exam of a whole crowd: all fetch their sealed papers, then all start within `startS`, an answer each
 * `everyS` with jitter, then the last answer and the hand-in of everybody within `endS`. `lookedAt`: a contest
 * whose papers are all fetched as it opens, with consoles and rankings open from the first second to the last
 * start and answer. Answers figures, and what the service kept against what was acknowledged.
 */
export async function crowd(options) {
  const { uri, database, examinees: count, processes = 1, questions = 25, say } = options;
  const { startS, everyS, answers, endS, lookedAt = false } = options;
  const minutes = Math.ceil((startS + everyS * answers + endS) / 60) + 30;
  say(`  making ${count} people with their sittings ...`);
  const examined = { examinees: count + FIRST, questions, minutes };
  const kind = lookedAt ? 'contest' : 'scheduled';
  const world = await makeWorld({ uri, database, ...examined, kind });
  const { exam, examinees, keepers, db } = world;
  const services = await startServices({ uri, database, count: processes });
  const withToken = (token) => ({ Authorization: `Bearer ${token}` });
  const headers = examinees.map(({ token }) => withToken(token));
  const looks = {
    mine: ({ who }) => getBytes(minePath(exam), headers[who]),
    paper: ({ who }) => getBytes(envelopePath(exam), headers[who]),
    ranking: ({ who }) => getBytes(rankingPath(exam), headers[who]),
    console: ({ who }) => getBytes(progressPath(exam), withToken(keepers[who])),
  };
  const acknowledged = examinees.map(() => new Map());
  const post = (who, path, body, onOk) => ({
    bytes: postBytes(path, body, headers[who]),
    onAnswer: (status) => status === 200 && onOk?.(),
  });
  const answer = ({ who, seq }) => {
    const body = answerOf(examinees[who], seq);
    const kept = () =>
      acknowledged[who].set(body.questionCode, { seq, chosen: body.answer.chosen });
    return post(who, answerPath(examinees[who]), body, kept);
  };
  const make = (one) => {
    const look = looks[one.kind];
    if (look) return { bytes: look(one) };
    if (one.kind === 'start') return post(one.who, startPath(exam), startOf(examinees[one.who]));
    if (one.kind === 'answer') return answer(one);
    return post(one.who, submitPath(examinees[one.who]), submitOf(one.seq));
  };
  const { ports } = services;
  try {
    for (const [seq, kind] of ['start', 'answer', 'submit'].entries()) {
      const plan = planOfFirst({ count, kind, seq });
      const { ok } = await drive({ ports, plan, make, name: 'those before', say });
      if (ok < FIRST) throw new Error(`${FIRST - ok} of those before were refused: ${kind}`);
    }
    const cpuBefore = services.cpuSeconds();
    if (!lookedAt) {
      const plan = planOfPapers({ count, withinS: startS * PAPERS_OVER_STARTS });
      const papers = await drive({ ports, plan, make, name: 'papers ahead', say });
      if (papers.ok < count) throw new Error(`${count - papers.ok} have no paper`);
      say(describe('papers ahead', papers, ['paper']));
    }
    const sitting = planOfSitting({ count, startS, everyS, answers });
    if (lookedAt) sitting.push(...planOfLooks({ sitting, count, keepers: keepers.length }));
    const during = await drive({ ports, plan: sitting, make, name: 'starts and answers', say });
    const seen = lookedAt ? Object.keys(looks) : [];
    say(describe('starts and answers', during, ['start', 'answer', ...seen]));
    const ending = planOfEnding({ count, answers, endS });
    const name = 'last answers and hand-ins';
    const end = await drive({ ports, plan: ending, make, name, say, ahead: true });
    say(describe(name, end, ['answer', 'submit']));
    const { gradedS, found } = await untilGraded(db, exam._id, examinees, acknowledged);
    const cpuS = services.cpuSeconds() - cpuBefore;
    say(
      `  all graded ${gradedS.toFixed(1)} s later, ${cpuS.toFixed(1)} CPU seconds of the service`,
    );
    const events = await db.collection('exam_events').countDocuments();
    const sent = count * (answers + 3) + FIRST * 3;
    return { during, end, gradedS, cpuS, ...found, events, sent };
  } finally {
    await services.stop();
    await db.dropDatabase();
    await world.client.close();
  }
}

function planOfFirst({ count, kind, seq }) {
  return Array.from({ length: FIRST }, (_, index) => ({
    ...{ at: Math.random() * FIRST_S * 1000, who: count + index, kind, seq },
  }));
}

/** A scheduled exam's papers lie on the phones before it begins. */
function planOfPapers({ count, withinS }) {
  return Array.from({ length: count }, (_, who) => ({
    ...{ at: Math.random() * withinS * 1000, who, kind: 'paper' },
  }));
}

function planOfSitting({ count, startS, everyS, answers }) {
  const plan = [];
  for (let who = 0; who < count; who += 1) {
    const startAt = Math.random() * startS * 1000;
    plan.push({ at: startAt, who, kind: 'start' });
    for (let seq = 1; seq <= answers; seq += 1) {
      const jitter = (Math.random() - 0.5) * everyS * 500;
      plan.push({ at: startAt + seq * everyS * 1000 + jitter, who, kind: 'answer', seq });
    }
  }
  return plan;
}

/** What is read while a crowd starts and answers: by its own phones before the start, by those done, by the office. */
function planOfLooks({ sitting, count, keepers }) {
  const looks = [];
  for (const { at, who, kind } of sitting) {
    if (kind !== 'start') continue;
    const paperAt = Math.max(0, at - Math.random() * AHEAD_MS);
    looks.push({ at: Math.max(0, paperAt - 200), who, kind: 'mine' });
    looks.push({ at: paperAt, who, kind: 'paper' });
  }
  const endMs = sitting.reduce((latest, { at }) => Math.max(latest, at), 0);
  const again = (kind, who, everyMs) => {
    for (let at = Math.random() * everyMs; at < endMs; at += everyMs) looks.push({ at, who, kind });
  };
  for (let who = 0; who < keepers; who += 1) again('console', who, CONSOLE_MS);
  for (let index = 0; index < FIRST; index += 1) again('ranking', count + index, RANKING_MS);
  return looks;
}

function planOfEnding({ count, answers, endS }) {
  const plan = [];
  for (let who = 0; who < count; who += 1) {
    const at = Math.random() * endS * 1000;
    plan.push({ at, who, kind: 'answer', seq: answers + 1 });
    plan.push({ at: at + 1, who, kind: 'submit', seq: answers + 2 });
  }
  return plan;
}

function describe(name, load, kinds) {
  const { requests, p50, p99, max, statuses, ownCpu, lateP99, seconds } = load;
  const parts = kinds.map((kind) => `${kind} p99 ${load.p99Of(kind).toFixed(0)} ms`).join(', ');
  return `  ${name}: ${requests} in ${seconds.toFixed(0)} s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms (${parts}), max ${max.toFixed(0)} ms, ${statuses}, generator ${Math.round(ownCpu * 100)}% of a core, sent late p99 ${lateP99.toFixed(1)} ms`;
}
