import { crowd } from './exam-storm-crowd.mjs';
import { bytesPerAnswer } from './exam-storm-bytes.mjs';
import { speed } from './exam-storm-speed.mjs';

/** Examinees of the big exam; a smaller machine, or a hurried person, asks for fewer. */
const EXAMINEES = Number(process.env.BENCH_EXAMINEES ?? 50_000);
const ANSWERS = Number(process.env.BENCH_ANSWERS ?? 4);
const LARGEST = Number(process.env.BENCH_LARGEST ?? 32_000);
/** Parts to run, e.g. `speed,slope`. */
const PARTS = (process.env.BENCH_PARTS ?? 'speed,bytes,crowd,slope').split(',');

/** An exam that a whole bureau sits in one minute (the table of the exam's own design). */
export async function run({ uri, report, say }) {
  const parts = {
    speed: () => speed({ uri, report, say }),
    bytes: () => bytes({ uri, report, say }),
    crowd: () => bigExam({ uri, report, say }),
    slope: () => slope({ uri, report, say }),
  };
  for (const part of PARTS) await parts[part]();
}

async function bytes({ uri, report, say }) {
  const [few, many] = [
    await bytesPerAnswer({ uri, questions: 10 }),
    await bytesPerAnswer({ uri, questions: 200 }),
  ];
  say(
    `bytes an answer adds to the journal: ${few.toFixed(1)} of 10 questions, ${many.toFixed(1)} of 200`,
  );
  const value = Math.abs(many / few - 1) * 100;
  report({
    name: 'bytes per answer, 10 to 200 questions, apart',
    value,
    unit: '%',
    goal: '<= 10',
    ok: value <= 10,
  });
}

async function bigExam({ uri, report, say }) {
  for (const processes of [1, 2]) {
    const name = `${EXAMINEES} examinees, ${processes} process${processes > 1 ? 'es' : ''}`;
    say(name);
    const options = { uri, database: `qj_bench_exam_crowd_${processes}`, say, processes };
    const rhythm = { startS: 60, everyS: 60, answers: ANSWERS, endS: 10 };
    const { during, end, gradedS, lost, wrong, events, sent } = await crowd({
      ...options,
      ...rhythm,
      examinees: EXAMINEES,
    });
    const refused = during.requests - during.ok + (end.requests - end.ok);
    report({
      name: `${name}: not accepted`,
      value: refused,
      unit: '',
      goal: '0',
      ok: refused === 0,
    });
    report({
      name: `${name}: p99`,
      value: during.p99,
      unit: 'ms',
      goal: '< 250',
      ok: during.p99 < 250,
    });
    report({
      name: `${name}: answers lost or wrong`,
      value: lost + wrong,
      unit: '',
      goal: '0',
      ok: lost + wrong === 0,
    });
    report({
      name: `${name}: events doubled`,
      value: events - sent + refused,
      unit: '',
      goal: '0',
      ok: events === sent - refused,
    });
    report({
      name: `${name}: last answers, hand-ins p99`,
      value: end.p99 / 1000,
      unit: 's',
      goal: '< 5',
      ok: end.p99 < 5_000,
    });
    report({
      name: `${name}: all graded after the last`,
      value: gradedS,
      unit: 's',
      goal: '< 30',
      ok: gradedS < 30,
    });
  }
}

/** CPU seconds of the service for the same exam of ever more people. */
async function slope({ uri, report, say }) {
  const points = [];
  for (let examinees = 1_000; examinees <= LARGEST; examinees *= 2) {
    // As many a second whatever their number: only the crowd grows.
    const startS = examinees / 1_000;
    const rhythm = { startS, everyS: startS, answers: 3, endS: startS };
    const database = `qj_bench_exam_slope_${examinees}`;
    const { cpuS } = await crowd({ uri, database, examinees, say: () => undefined, ...rhythm });
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
