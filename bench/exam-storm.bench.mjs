import { readOptions } from './lib/options.mjs';
import { crowd } from './exam-storm-crowd.mjs';
import { bytesPerAnswer } from './exam-storm-bytes.mjs';
import { speed } from './exam-storm-speed.mjs';

/** `--only` names parts, by commas; the rest says how large each is. Seconds: everybody starts within
 * `start`, answers each `every`, and hands in within `end`. */
const OPTIONS = {
  only: 'speed,bytes,storm,lookedat,burst,slope',
  people: 50_000,
  processes: '1,2',
  start: 60,
  every: 60,
  answers: 4,
  end: 10,
  largest: 32_000,
  seconds: 3,
};

/** An exam that a whole bureau sits in one minute (the table of the exam's own design). */
export async function run({ uri, pid, report, say, args = [] }) {
  const options = readOptions(args, OPTIONS);
  const told = { uri, pid, report, say, options };
  const parts = {
    speed: () => speed({ ...told, seconds: options.seconds }),
    bytes: () => bytes(told),
    storm: () => bigExam(told, 'storm'),
    // The same, with all that is read meanwhile: papers as it opens, rankings, consoles.
    lookedat: () => bigExam(told, 'lookedat', { lookedAt: true }),
    // The same exam without the minutes between: everybody starts, then everybody hands in.
    burst: () => bigExam({ ...told, options: { ...options, answers: 0 } }, 'burst'),
    slope: () => slope(told),
  };
  const only = options.only.split(',');
  const unknown = only.filter((part) => !parts[part]);
  if (unknown.length > 0) throw new Error(`--only ${unknown}: one of ${Object.keys(parts)}`);
  for (const part of only) await parts[part]();
}

async function bytes({ uri, pid, report, say }) {
  const [few, many] = [
    await bytesPerAnswer({ uri, pid, questions: 10 }),
    await bytesPerAnswer({ uri, pid, questions: 200 }),
  ];
  const kinds = [
    ['event', 'bytes an answer adds to the journal'],
    ['written', 'bytes the database writes for an answer'],
  ];
  for (const [kind, name] of kinds) {
    if (few[kind] === null) {
      say(`${name}: not told by this system`);
      continue;
    }
    say(`${name}: ${few[kind].toFixed(1)} of 10 questions, ${many[kind].toFixed(1)} of 200`);
    const value = Math.abs(many[kind] / few[kind] - 1) * 100;
    report({ name: `${name}, 10 to 200, apart`, value, unit: '%', goal: '<= 10', ok: value <= 10 });
  }
}

async function bigExam({ uri, report, say, options }, part, more = {}) {
  const { people, start, every, answers, end } = options;
  for (const processes of options.processes.split(',').map(Number)) {
    const name = `${part}, ${people} examinees, ${processes} process${processes > 1 ? 'es' : ''}`;
    say(name);
    const database = `qj_bench_exam_${part}_${processes}`;
    const rhythm = { startS: start, everyS: every, answers, endS: end, ...more };
    const found = await crowd({ uri, database, examinees: people, processes, say, ...rhythm });
    for (const row of rowsOf(found)) report({ ...row, name: `${name}: ${row.name}` });
  }
}

const WRITES = ['start', 'answer'];
/** What is read meanwhile, and in what words that is told. */
const LOOKS = {
  mine: 'an exam read before its start',
  paper: 'a paper fetched at the opening',
  ranking: 'a ranking',
  console: 'a console',
};

function rowsOf({ during, end, gradedS, lost, wrong, events, sent }) {
  const refused = during.requests - during.ok + (end.requests - end.ok);
  const none = (name, value) => ({ name, value, unit: '', goal: '0', ok: value === 0 });
  const below = (name, value, unit, limit) => ({
    ...{ name, value, unit, goal: `< ${limit}`, ok: value < limit },
  });
  return [
    none('not accepted', refused),
    below('starts and answers p99', Math.max(...WRITES.map(during.p99Of)), 'ms', 250),
    ...Object.entries(LOOKS)
      .filter(([kind]) => during.p99Of(kind) > 0)
      .map(([kind, words]) => below(`${words}, p99`, during.p99Of(kind), 'ms', 1_000)),
    none('answers lost or wrong', lost + wrong),
    none('events doubled', events - sent + refused),
    below('last answers, hand-ins p99', end.p99 / 1000, 's', 5),
    below('all graded after the last', gradedS, 's', 30),
  ];
}

/** CPU seconds of the service for the same exam of ever more people. */
async function slope({ uri, report, say, options }) {
  const points = [];
  for (let examinees = 1_000; examinees <= options.largest; examinees *= 2) {
    // As many a second whatever their number: only the crowd grows.
    const startS = examinees / 1_000;
    const rhythm = { startS, everyS: startS, answers: 3, endS: startS };
    const database = `qj_bench_exam_slope_${examinees}`;
    const { cpuS } = await crowd({ uri, database, examinees, say, ...rhythm });
    say(`${examinees} examinees: ${cpuS.toFixed(1)} CPU seconds of the service`);
    points.push([Math.log(examinees), Math.log(cpuS)]);
  }
  const mean = (at) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [mx, my] = [mean(0), mean(1)];
  const over = points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  const value = over / points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
  report({
    name: 'CPU seconds against examinees, log-log slope',
    value,
    unit: '',
    goal: '<= 1.05',
    ok: value <= 1.05,
  });
}
