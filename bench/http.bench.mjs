import { answerBody, answerContract, freshId } from './lib/answer.mjs';
import { postBytes } from './lib/connection.mjs';
import { closedLoop } from './lib/load.mjs';
import { freePort, SECRET, startProcess } from './lib/process.mjs';
import { alternate, describeLoad, rate, ratio } from './lib/rounds.mjs';

const CONNECTIONS = 64;
const SECONDS = 3;
const GOAL = 0.6;

/** What the fast lane costs: token, schema, policy and all headers, over what Node can do with JSON. */
export async function run({ uri, report, say }) {
  const service = await startProcess('lib/lane-service.mjs', {
    env: {
      NODE_ENV: 'development',
      MONGODB_URI: uri,
      MONGODB_DB: 'qj_bench_http',
      JWT_SECRET: SECRET,
      BENCH_PEOPLE: String(CONNECTIONS),
      PORT: String(await freePort()),
      // The other side writes no log either.
      LOG_LEVEL: 'error',
      // A bench asks faster than people do.
      RATE_BURST: '1000000',
      RATE_PER_SECOND: '1000000',
    },
  });
  const bare = await startProcess('rivals/bare.mjs');
  const bodies = Array.from({ length: CONNECTIONS }, (_, seq) => answerBody(seq));
  const drive = async (server, path) => {
    const { port } = server;
    const requests = bodies.map((body, index) =>
      postBytes(path.replace(':attemptId', freshId()), body, {
        Authorization: `Bearer ${service.tokens[index]}`,
      }),
    );
    const bytesOf = (connection) => requests[connection];
    const before = server.cpuSeconds();
    const load = await closedLoop({ port, connections: CONNECTIONS, seconds: SECONDS, bytesOf });
    return { ...load, cpuUs: ((server.cpuSeconds() - before) / load.answered) * 1e6 };
  };
  say(`${CONNECTIONS} connections, ${SECONDS} s a round`);
  const rounds = await alternate(
    {
      'bare node:http JSON POST': () => drive(bare, answerContract.hot.path),
      'fast lane, token and schema': () => drive(service, answerContract.hot.path),
      'plain Midway route, the same': () => drive(service, answerContract.plain.path),
    },
    say,
    (load) => `${load.cpuUs.toFixed(1)} us of CPU each, ${describeLoad(load)}`,
  );
  const odd = Object.values(rounds)
    .flat()
    .flatMap(({ statuses }) => Object.keys(statuses))
    .filter((status) => status !== '200');
  report({
    name: 'answers other than 200',
    value: odd.length,
    unit: '',
    goal: '0',
    ok: !odd.length,
  });
  const fast = ratio(rounds, 'fast lane, token and schema', 'bare node:http JSON POST');
  const plain = ratio(rounds, 'plain Midway route, the same', 'bare node:http JSON POST');
  report({
    name: 'fast lane over bare node:http',
    value: fast,
    unit: 'x',
    goal: `>= ${GOAL}`,
    ok: fast >= GOAL,
  });
  say(
    `plain Midway route over bare node:http: ${plain.toFixed(3)} x; rates are of this machine only`,
  );
  for (const [name, list] of Object.entries(rounds)) {
    const best = list.map(({ perSecond }) => perSecond).sort((a, b) => a - b);
    say(`median  ${name.padEnd(34)} ${rate(best[Math.floor(best.length / 2)])}`);
  }
  await Promise.all([service.stop(), bare.stop()]);
}
