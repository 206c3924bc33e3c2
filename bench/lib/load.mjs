import { Connection } from './connection.mjs';

/** CPU seconds that this process, the generator, has used since `before`. */
function cpuSince(before) {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function summary(latencies, statuses, seconds, cpu) {
  const sorted = Float64Array.from(latencies).sort();
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
  return {
    requests: sorted.length,
    perSecond: sorted.length / seconds,
    seconds,
    p50: at(0.5) ?? 0,
    p95: at(0.95) ?? 0,
    p99: at(0.99) ?? 0,
    max: at(1) ?? 0,
    statuses: Object.fromEntries(statuses),
    /** Share of one core that the generator itself took. */
    ownCpu: cpuSince(cpu) / seconds,
  };
}

function counter() {
  const statuses = new Map();
  const count = (status) => statuses.set(status, (statuses.get(status) ?? 0) + 1);
  return { statuses, count };
}

/**
 * So many connections, open before the first request: those of a proxy are (`docs/operations.md`), and Node takes in
 * one a turn of its loop, so that a crowd on new ones would wait for seconds to be heard.
 */
async function opened(port, connections) {
  const all = Array.from({ length: connections }, () => new Connection(port));
  await Promise.all(all.map((connection) => connection.opened()));
  return all;
}

/**
 * As many as it takes: each of `connections` sends its next request when the last was answered, for
 * `seconds` after `warmUp` seconds. `bytesOf(connection, n)` makes the n-th request of a connection;
 * `onAnswer(status, connection, n)` hears of each. `answered` counts those of the warm-up too.
 */
export async function closedLoop(options) {
  const { port, connections, seconds, warmUp = 0.5, bytesOf, onAnswer = () => undefined } = options;
  const { statuses, count } = counter();
  const latencies = [];
  let answered = 0;
  const open = await opened(port, connections);
  const begin = performance.now() + warmUp * 1000;
  const end = begin + seconds * 1000;
  let cpu = process.cpuUsage();
  const timer = setTimeout(() => (cpu = process.cpuUsage()), warmUp * 1000);
  const drive = (connection, index) =>
    new Promise((done) => {
      let n = 0;
      const next = () => {
        const sent = performance.now();
        if (sent >= end) {
          connection.close();
          done();
          return;
        }
        const mine = n;
        n += 1;
        connection.send(bytesOf(index, mine), (status) => {
          const now = performance.now();
          answered += 1;
          onAnswer(status, index, mine);
          if (now >= begin && now <= end) {
            latencies.push(now - sent);
            count(status);
          }
          next();
        });
      };
      next();
    });
  await Promise.all(open.map(drive));
  clearTimeout(timer);
  return { ...summary(latencies, statuses, seconds, cpu), answered };
}

/**
 * As it would come: every request has an intended time, and its latency counts from then, whether or not
 * a connection was free (no coordinated omission). `requests` yields `{ at, bytes, kind?, onAnswer? }` in
 * order of `at` (ms from the start); `onAnswer(status)` hears of its answer, `progress` counts meanwhile
 * (`{ sent, answered, waiting }`), and `kinds` of the answer has the latencies of each kind.
 */
export async function openLoop({ port, connections, requests, progress = {} }) {
  const { statuses, count } = counter();
  const latencies = [];
  const byKind = new Map();
  const late = [];
  const all = await opened(port, connections);
  const idle = [...all];
  const waiting = [];
  const source = requests[Symbol.iterator]();
  const cpu = process.cpuUsage();
  const start = performance.now();
  let next = source.next();
  let open = 0;
  let head = 0;
  let finish;
  const finished = new Promise((done) => (finish = done));

  Object.assign(progress, { sent: 0, answered: 0, waiting: 0 });

  const send = (connection, request) => {
    open += 1;
    progress.sent += 1;
    late.push(performance.now() - start - request.at);
    connection.send(request.bytes, (status) => {
      open -= 1;
      progress.answered += 1;
      progress.waiting = waiting.length - head;
      const latency = performance.now() - start - request.at;
      latencies.push(latency);
      if (request.kind !== undefined) {
        if (!byKind.has(request.kind)) byKind.set(request.kind, []);
        byKind.get(request.kind).push(latency);
      }
      count(status);
      request.onAnswer?.(status);
      if (head < waiting.length) {
        const queued = waiting[head];
        waiting[head] = undefined;
        head += 1;
        send(connection, queued);
      } else {
        idle.push(connection);
        if (next.done && open === 0) finish();
      }
    });
  };
  const tick = () => {
    const now = performance.now() - start;
    while (!next.done && next.value.at <= now) {
      const connection = idle.pop();
      if (connection) send(connection, next.value);
      else waiting.push(next.value);
      next = source.next();
    }
    if (next.done) {
      clearInterval(timer);
      if (open === 0) finish();
    }
  };
  const timer = setInterval(tick, 1);
  await finished;
  const seconds = (performance.now() - start) / 1000;
  for (const connection of all) connection.close();
  late.sort((a, b) => a - b);
  const lateP99 = late[Math.ceil(late.length * 0.99) - 1] ?? 0;
  const kinds = Object.fromEntries(
    [...byKind].map(([kind, list]) => [kind, summary(list, new Map(), seconds, cpu)]),
  );
  return { ...summary(latencies, statuses, seconds, cpu), kinds, lateP99 };
}
