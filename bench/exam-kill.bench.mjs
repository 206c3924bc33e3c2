import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readOptions } from './lib/options.mjs';
import { startOwnDatabase } from './lib/own-database.mjs';
import { freePort } from './lib/process.mjs';
import { built, driver } from './lib/product.mjs';
import { Phone } from './exam-kill-phone.mjs';
import { startService } from './exam-storm-service-pool.mjs';
import { makeWorld } from './exam-storm-world.mjs';
import { untilGraded } from './exam-storm-check.mjs';

const { attemptJournal } = built('features/exam/attempt.collection');
const { streamRange } = built('platform/journal');
const DATABASE = 'qj_bench_exam_kill';
/** Somebody is acknowledged again within this (ms), or the run fails. */
const RECOVERY_MS = 60_000;

/**
 * An exam in whose middle the service and the database are killed by turns (kill -9), while every phone
 * sends an answer a second and sends it again until it is acknowledged. In the end each acknowledged
 * answer must be in the journal once, as it was sent, and the latest of each question in the graded paper.
 */
export async function run({ report, say, args }) {
  const options = readOptions(args, { kills: 20, every: 10, people: 200, pace: 1 });
  const home = mkdtempSync(join(tmpdir(), 'qj-exam-kill-'));
  const ports = { database: await freePort(), service: await freePort() };
  const parts = { database: await startOwnDatabase(home, ports.database), service: null };
  const where = { uri: parts.database.uri, database: DATABASE, port: ports.service };
  try {
    const { people, kills, every } = options;
    const minutes = Math.ceil((kills * 2 * every) / 60) + 60;
    const world = await makeWorld({ ...where, examinees: people, questions: 25, minutes });
    await world.client.close();
    parts.service = await startService(where);
    const phones = world.examinees.map((one) => new Phone(ports.service, world.exam, one, options));
    const finished = phones.map((phone) => phone.write());
    const outages = await killByTurns({ parts, home, ports, where, phones, options, say });
    for (const phone of phones) phone.finish();
    await Promise.all(finished);
    await tell({ where, world, phones, outages, report, say });
  } finally {
    await parts.service?.stop();
    await parts.database.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

const acknowledgedBy = (phones) => phones.reduce((sum, { kept }) => sum + kept.size, 0);

/** Kills one, starts it again, and goes on once somebody was acknowledged; answers how long that took (ms). */
async function killByTurns({ parts, home, ports, where, phones, options, say }) {
  const outages = { service: [], database: [] };
  for (let round = 1; round <= options.kills; round += 1) {
    for (const victim of ['service', 'database']) {
      await pause(options.every * 1000);
      const before = acknowledgedBy(phones);
      const began = performance.now();
      await parts[victim].kill();
      parts[victim] =
        victim === 'service'
          ? await startService(where)
          : await startOwnDatabase(home, ports.database);
      await untilAcknowledged(phones);
      const tookMs = performance.now() - began;
      outages[victim].push(tookMs);
      const odd = phones.flatMap(({ refused }) => refused);
      say(
        `kill ${round} of the ${victim}: ${before} answers kept before, the next after ${(tookMs / 1000).toFixed(1)} s${odd.length ? `, REFUSED: ${odd.slice(0, 3).join(' ')}` : ''}`,
      );
    }
  }
  return outages;
}

async function untilAcknowledged(phones) {
  // Answers that were durable before the kill may still be acknowledged: only those sent again count.
  const before = acknowledgedBy(phones) + phones.length;
  const limit = performance.now() + RECOVERY_MS;
  while (acknowledgedBy(phones) < before) {
    if (performance.now() > limit) throw new Error('nobody was acknowledged again');
    await pause(50);
  }
}

async function tell({ where, world, phones, outages, report, say }) {
  const client = await driver.MongoClient.connect(where.uri);
  const db = client.db(DATABASE);
  const journal = await compareWithJournal(db, phones);
  const latest = phones.map(({ latest: own }) => own);
  const { gradedS, found } = await untilGraded(db, world.exam._id, world.examinees, latest);
  await client.close();
  const sent = acknowledgedBy(phones);
  const longest = (list) => Math.max(...list) / 1000;
  say(
    `${sent} answers acknowledged, ${phones.reduce((sum, { again }) => sum + again, 0)} sent again`,
  );
  say(`all graded ${gradedS.toFixed(1)} s after the last hand-in`);
  const refused = phones.reduce((sum, one) => sum + one.refused.length, 0);
  const counts = [
    ['acknowledged answers not in the journal', journal.lost],
    ['answers in the journal that differ', journal.wrong],
    ['answers in the journal twice, or never sent', journal.doubled],
    ['latest answers not in the graded papers', found.lost + found.wrong],
    ['answers refused', refused],
  ];
  for (const [name, value] of counts) {
    report({ name, value, unit: '', goal: '0', ok: value === 0 });
  }
  for (const [victim, list] of Object.entries(outages)) {
    const name = `longest silence after a kill of the ${victim} (${list.length})`;
    report({ name, value: longest(list), unit: 's', goal: '', ok: true });
  }
}

/** The journal against what each phone was told: every answer once, as it was sent, and nothing else. */
async function compareWithJournal(db, phones) {
  let lost = 0;
  let wrong = 0;
  let doubled = 0;
  for (const { examinee, kept } of phones) {
    const { attemptId } = examinee;
    const events = await db
      .collection('exam_events')
      .find({ _id: streamRange(attemptId), said: { $exists: true } })
      .toArray();
    const bySeq = new Map(events.map(attemptJournal.unpack).map((event) => [event.seq, event]));
    for (const [seq, { code, chosen }] of kept) {
      const event = bySeq.get(seq);
      if (!event) lost += 1;
      else if (event.code !== code || event.answer.chosen.join() !== chosen.join()) wrong += 1;
    }
    doubled +=
      events.length - bySeq.size + [...bySeq.keys()].filter((seq) => !kept.has(seq)).length;
  }
  return { lost, wrong, doubled };
}
