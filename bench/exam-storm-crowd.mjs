import { postBytes } from './lib/connection.mjs';
import { openLoop } from './lib/load.mjs';
import { startServices } from './exam-storm-service-pool.mjs';
import {
  answerOf,
  answerPath,
  makeWorld,
  startOf,
  startPath,
  submitOf,
  submitPath,
} from './exam-storm-world.mjs';

const CONNECTIONS = 512;

/** Requests of one kind, in order of their intended time; bytes are made when they are due. */
function* dueInOrder(plan, make) {
  plan.sort((a, b) => a.at - b.at);
  for (const one of plan) yield { at: one.at, ...make(one) };
}

/** Splits a plan among the processes by the person: phones keep to one connection's server or not. */
async function drive(ports, plan, make) {
  const parts = ports.map((_, at) => plan.filter(({ who }) => who % ports.length === at));
  const loads = await Promise.all(
    ports.map((port, at) =>
      openLoop({
        port,
        connections: Math.ceil(CONNECTIONS / ports.length),
        requests: dueInOrder(parts[at], make),
      }),
    ),
  );
  const [first] = loads;
  return {
    requests: loads.reduce((sum, { requests }) => sum + requests, 0),
    p50: Math.max(...loads.map(({ p50 }) => p50)),
    p99: Math.max(...loads.map(({ p99 }) => p99)),
    max: Math.max(...loads.map(({ max }) => max)),
    ok: loads.reduce((sum, { statuses }) => sum + (statuses[200] ?? 0), 0),
    statuses: loads.map(({ statuses }) => JSON.stringify(statuses)).join(' '),
    ownCpu: loads.reduce((sum, { ownCpu }) => sum + ownCpu, 0),
    lateP99: Math.max(...loads.map(({ lateP99 }) => lateP99)),
    seconds: first.seconds,
  };
}

/**
 * One exam of a whole crowd: all start within `startS`, an answer each `everyS` with jitter, then the last
 * answer and the hand-in of everybody within `endS`. Answers figures, and what the service kept against
 * what was acknowledged.
 */
export async function crowd(options) {
  const { uri, database, examinees: count, processes = 1, questions = 25, say } = options;
  const { startS, everyS, answers, endS } = options;
  const minutes = Math.ceil((startS + everyS * answers + endS) / 60) + 30;
  const world = await makeWorld({ uri, database, examinees: count, questions, minutes });
  const { exam, examinees, db } = world;
  const services = await startServices({ uri, database, count: processes });
  const headers = examinees.map(({ token }) => ({ Authorization: `Bearer ${token}` }));
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
    if (one.kind === 'start') return post(one.who, startPath(exam), startOf(examinees[one.who]));
    if (one.kind === 'answer') return answer(one);
    return post(one.who, submitPath(examinees[one.who]), submitOf(one.seq));
  };
  const sitting = [];
  for (let who = 0; who < count; who += 1) {
    const startAt = Math.random() * startS * 1000;
    sitting.push({ at: startAt, who, kind: 'start' });
    for (let n = 0; n < answers; n += 1) {
      const jitter = (Math.random() - 0.5) * everyS * 500;
      sitting.push({
        at: startAt + (n + 1) * everyS * 1000 + jitter,
        who,
        kind: 'answer',
        seq: n + 1,
      });
    }
  }
  const cpuBefore = services.cpuSeconds();
  const during = await drive(services.ports, sitting, make);
  say(describe('starts and answers', during));
  const ending = [];
  for (let who = 0; who < count; who += 1) {
    const at = Math.random() * endS * 1000;
    ending.push({ at, who, kind: 'answer', seq: answers + 1 });
    ending.push({ at: at + 1, who, kind: 'submit', seq: answers + 2 });
  }
  const end = await drive(services.ports, ending, make);
  say(describe('last answers and hand-ins', end));
  const look = () => compare(db, exam._id, examinees, acknowledged);
  const { gradedS, found } = await untilGraded(db, exam._id, count, look);
  const cpuS = services.cpuSeconds() - cpuBefore;
  await services.stop();
  await db.dropDatabase();
  await world.client.close();
  return { during, end, gradedS, cpuS, ...found, sent: count * (answers + 3) };
}

function describe(name, load) {
  const { requests, p50, p99, max, statuses, ownCpu, lateP99, seconds } = load;
  return `${name}: ${requests} in ${seconds.toFixed(0)} s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, max ${max.toFixed(0)} ms, ${statuses}, generator ${Math.round(ownCpu * 100)}% of a core, sent late p99 ${lateP99.toFixed(1)} ms`;
}

const LIMIT_S = 300;

/** Until every paper is graded with all that was acknowledged, late answers too; or the limit. */
async function untilGraded(db, examId, count, look) {
  const begin = performance.now();
  const graded = { examId, state: 'submitted', gradedAt: { $ne: null } };
  for (;;) {
    const done = (await db.collection('exam_attempts').countDocuments(graded)) === count;
    const seconds = (performance.now() - begin) / 1000;
    const found = done || seconds > LIMIT_S ? await look() : null;
    if (found && (found.lost === 0 || seconds > LIMIT_S)) {
      return { gradedS: found.lost === 0 ? seconds : Infinity, found };
    }
    await new Promise((next) => setTimeout(next, 500));
  }
}

/** The final answers against those that were acknowledged last, and the journal against its own numbers. */
async function compare(db, examId, examinees, acknowledged) {
  const rows = db.collection('exam_attempts').find({ examId });
  const index = new Map(examinees.map(({ attemptId }, at) => [attemptId, at]));
  let lost = 0;
  let wrong = 0;
  for await (const row of rows) {
    const kept = new Map(row.answers.map((one) => [one.code, one]));
    for (const [code, { seq, chosen }] of acknowledged[index.get(row._id)]) {
      const found = kept.get(code);
      if (!found || found.seq < seq) lost += 1;
      else if (found.seq === seq && found.answer.chosen.join() !== chosen.join()) wrong += 1;
    }
  }
  const events = await db.collection('exam_events').countDocuments();
  return { lost, wrong, events };
}
