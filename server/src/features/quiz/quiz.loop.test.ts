import { dayOf, dayStart } from '@qiangji/shared-types';
import { Kit } from '../../../test/kit';
import { UNITS } from '../../../test/org-fixture';
import { now, shiftClock } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { TopicNeedService } from '../standard';
import { BankService } from './bank.service';
import { answerTo, practiceOf, send } from '../../../test/quiz-fixture';
import { beginCheck, result, score, seal, signFor } from '../../../test/spot-check-fixture';

const DAYS = 60;
const DAY_MS = 86_400_000;
const PEOPLE = ['officer', 'auxiliary'] as const;
/** On every such day a spot check is sealed; on the others a finding is told by its need alone. */
const CHECK_EVERY = 10;
const FAULTS = ['A1', 'B1'] as const;

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterAll(async () => {
  shiftClock(0);
  await kit.stop();
});

/** A sealed check of a person with a fault of each item: what the findings are, by the record. */
async function checked(key: (typeof PEOPLE)[number]) {
  const check = await beginCheck(kit, [key]);
  const personId = kit.people[key]._id;
  await score(
    kit,
    check.id,
    FAULTS.map((item) => result(item, personId, 'fault')),
  );
  await signFor(kit, check);
  await seal(kit, check);
  const { db } = await kit.get(MongoService);
  const rows = db.collection<{ _id: string; topic: string }>('spot_check_findings');
  const found = await rows.find({ checkId: check.id }).toArray();
  expect(found).toHaveLength(FAULTS.length);
  return found.map(({ _id, topic }) => ({ findingId: _id, topic }));
}

describe('the loop from a finding to practice', () => {
  it('puts one piece and three questions of every finding into the next practice, over 60 days', async () => {
    const needs = await kit.get(TopicNeedService);
    const bank = await (await kit.get(BankService)).bankOf(UNITS.bureau);
    const topics = [...new Set([...bank.values()].map((row) => row.content.topic))].sort();
    const start = dayStart(dayOf(now())) + 9 * 3_600_000 - now();
    let findings = 0;
    let served = 0;
    let fromChecks = 0;
    for (let day = 0; day < DAYS; day++) {
      shiftClock(start + day * DAY_MS);
      // Yesterday's sessions have run out.
      kit.tokens.clear();
      for (const [i, key] of PEOPLE.entries()) {
        // Findings come unevenly: none on most days, now and then two at once, of every topic in turn.
        const count = [0, 1, 0, 0, 2, 0, 1][(day + i) % 7] ?? 0;
        const expected: { findingId: string; topic: string }[] = [];
        for (let n = 0; n < count; n++) {
          const topic = topics[findings % topics.length] ?? '';
          const findingId = makeId();
          const personId = kit.people[key]._id;
          const unitPath = kit.people[key].unitPath;
          const reason = `检查发现 ${findings}`;
          await needs.appendAll([
            { personId, unitPath, topic, findingId, reason, pieceSlug: null },
          ]);
          expected.push({ findingId, topic });
          findings++;
        }
        if (day % CHECK_EVERY === 0) {
          const sealed = await checked(key);
          expected.push(...sealed);
          findings += sealed.length;
          fromChecks += sealed.length;
        }
        const practice = await practiceOf(kit, key, dayOf(now()));
        for (const { findingId, topic } of expected) {
          const all = await needs.listLatest(kit.people[key]._id);
          const need = all.find((one) => one.findingId === findingId);
          const reason = practice.reasons.find((one) => one.needId === need?._id);
          const asked = practice.questions.filter((one) => one.topic === topic && one.needId);
          const noted =
            need?.practice?.day === practice.day && need.practice.questionIds.length === 3;
          if (reason?.piece && asked.length === 3 && noted) served++;
        }
        await send(
          kit,
          key,
          practice.questions.map((one, n) => answerTo(one, (n + day) % 3 !== 0, now())),
        );
      }
    }
    const rate = Math.round((served / findings) * 100);
    process.stdout.write(
      `the loop: ${served}/${findings} findings served, ${rate} % (goal 100 %), ${fromChecks} from sealed checks\n`,
    );
    expect(findings).toBeGreaterThan(40);
    expect(fromChecks).toBe((DAYS / CHECK_EVERY) * PEOPLE.length * FAULTS.length);
    expect(served).toBe(findings);
  }, 300_000);
});
