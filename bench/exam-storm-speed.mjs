import { postBytes } from './lib/connection.mjs';
import { closedLoop } from './lib/load.mjs';
import { startProcess } from './lib/process.mjs';
import { alternate, describeLoad, ratio } from './lib/rounds.mjs';
import { AnswerStamp } from './exam-storm-stamp.mjs';
import { makeWorld, startOf, startPath } from './exam-storm-world.mjs';
import { startServices } from './exam-storm-service-pool.mjs';

const CONNECTIONS = 256;

const PACKED = 'Fastify, this journal, our form';
const GOALS = [
  ['bare node:http JSON POST', 0.33],
  ['Fastify, insertOne each', 6],
  ['Nest on Fastify, insertOne each', 6],
  ['Fastify with this journal', 1.1],
  // It writes no more than we do, as one that keeps what it is sent does: for comparison, without a goal.
  [PACKED, null],
];
const OURS = 'exam answers, all checks, one process';

/** Durable answers a second, all checks on, over what others make of the same request. */
export async function speed({ uri, report, say, seconds }) {
  const database = 'qj_bench_exam_speed';
  const world = await makeWorld({
    uri,
    database,
    examinees: CONNECTIONS,
    questions: 25,
    minutes: 60,
  });
  const { exam, examinees } = world;
  const one = await startServices({ uri, database });
  const two = await startServices({ uri, database, count: 2 });
  const rival = (script, env = {}) =>
    startProcess(`rivals/${script}.mjs`, {
      env: { MONGODB_URI: uri, MONGODB_DB: database, BENCH_CONTRACT: 'exam.appendAnswer', ...env },
    });
  const bare = await rival('bare');
  const fastify = await rival('fastify');
  const nest = await rival('nest');
  const journal = await rival('fastify', { BENCH_WRITE: 'journal' });
  const packed = await rival('fastify', { BENCH_WRITE: 'packed' });
  const headers = examinees.map(({ token }) => ({ Authorization: `Bearer ${token}` }));
  await closedLoop({
    port: one.ports[0],
    connections: CONNECTIONS,
    seconds: 0.1,
    warmUp: 0,
    bytesOf: (index) => postBytes(startPath(exam), startOf(examinees[index]), headers[index]),
  });
  // A number is never used twice: every contestant's events have their own, also in the next round.
  const stamps = examinees.map((examinee) => new AnswerStamp(examinee));
  const bytesOf = (index) => stamps[index].next();
  const drive = async (servers, cpuSeconds) => {
    const before = cpuSeconds();
    const loads = await Promise.all(
      servers.map((port, at) => {
        const share = CONNECTIONS / servers.length;
        const mine = (index) => bytesOf(at * share + index);
        return closedLoop({ port, connections: share, seconds, bytesOf: mine });
      }),
    );
    const [load] = loads;
    const perSecond = loads.reduce((sum, { perSecond: own }) => sum + own, 0);
    return { ...load, perSecond, cpu: (cpuSeconds() - before) / seconds };
  };
  const alone = (server) => () => drive([server.port], server.cpuSeconds);
  say(
    `${CONNECTIONS} connections, ${seconds} s a round, a majority and on disk before each answer`,
  );
  const rounds = await alternate(
    {
      'bare node:http JSON POST': alone(bare),
      [OURS]: () => drive(one.ports, one.cpuSeconds),
      'the same, two processes': () => drive(two.ports, two.cpuSeconds),
      'Fastify with this journal': alone(journal),
      [PACKED]: alone(packed),
      'Fastify, insertOne each': alone(fastify),
      'Nest on Fastify, insertOne each': alone(nest),
    },
    say,
    (load) => `server ${Math.round(load.cpu * 100)}% of a core, ${describeLoad(load)}`,
  );
  const odd = Object.values(rounds)
    .flat()
    .flatMap(({ statuses }) => Object.entries(statuses))
    .reduce((sum, [status, count]) => sum + (status === '200' ? 0 : count), 0);
  report({ name: 'answers other than 200', value: odd, unit: '', goal: '0', ok: odd === 0 });
  for (const [name, goal] of GOALS) {
    const value = ratio(rounds, OURS, name);
    report({
      name: `durable answers over ${name}`,
      value,
      unit: 'x',
      goal: goal === null ? '' : `>= ${goal}`,
      ok: value >= (goal ?? 0),
    });
  }
  await Promise.all(
    [one, two, bare, fastify, nest, journal, packed].map((server) => server.stop()),
  );
  await world.db.dropDatabase();
  await world.client.close();
}
