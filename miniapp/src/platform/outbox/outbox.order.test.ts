/** @jest-environment node */
import fc from 'fast-check';
import { due, failed, heldBy, mended, sent, started } from './outbox.core';
import type { OutboxItem } from './outbox.types';

/** One write: of which record, whether it goes after those before it, whether it comes back and then stands aside. */
interface Plan {
  record: number;
  follows: boolean;
  refused: boolean;
  aside: boolean;
}

const plan = fc.record({
  record: fc.nat(4),
  follows: fc.boolean(),
  refused: fc.boolean(),
  aside: fc.boolean(),
});
const plans = fc.array(plan, { minLength: 1, maxLength: 12 });

function itemsOf(list: readonly Plan[]): OutboxItem[] {
  return list.map(({ record, follows, aside }, seq) => ({
    opId: `op${seq}`,
    seq,
    personId: 'p1',
    routeId: 'x.append',
    contractVersion: 1,
    method: 'POST',
    path: '/api/v1/x',
    deviceAt: '2026-11-24T01:00:00.000Z',
    recordKey: `r${record}`,
    title: '记录',
    ...(aside ? { aside } : {}),
    ...(follows ? { follows: list.slice(0, seq).map((_, i) => `op${i}`) } : {}),
    state: 'waiting',
    attempts: 0,
    nextAttemptAt: 0,
  }));
}

const REFUSAL = { status: 400, error: { code: 'VALIDATION_FAILED' as const, message: '' } };

/** Sends until nothing is due; answers what is left and the operations that arrived, in order. */
function run(items: readonly OutboxItem[], refused: (opId: string) => boolean) {
  const arrived: string[] = [];
  for (let rounds = 0; rounds < 100; rounds += 1) {
    const [next] = due(items, 'p1', 0);
    if (!next) break;
    items = started(items, next.opId);
    if (refused(next.opId)) items = failed(items, next.opId, REFUSAL, 0, 0);
    else {
      items = sent(items, next.opId, 0);
      arrived.push(next.opId);
    }
  }
  return { items, arrived };
}

const number = (opId: string) => Number(opId.replace(/\D/g, ''));

it('never lets a refusal hold up another record, nor anything that merely goes after it', () => {
  fc.assert(
    fc.property(plans, (list) => {
      const { items, arrived } = run(itemsOf(list), (opId) => list[number(opId)]?.refused ?? false);
      const blocked = (at: number) =>
        list
          .slice(0, at + 1)
          .some(
            ({ refused, aside, record }, place) =>
              refused && record === list[at]?.record && (!aside || place === at),
          );
      const expected = list.flatMap((_, at) => (blocked(at) ? [] : [`op${at}`]));
      expect([...arrived].sort()).toEqual(expected.sort());
      // What waits is told of one that came back, and nothing else is.
      const back = items.filter(({ state }) => state === 'rejected');
      const waiting = items.filter(({ state }) => state === 'waiting');
      expect(new Set(back.flatMap((one) => heldBy(items, one)))).toEqual(new Set(waiting));
    }),
  );
});

it('keeps the order within a record, and behind what it goes after as long as that is on its way', () => {
  fc.assert(
    fc.property(plans, (list) => {
      const { arrived } = run(itemsOf(list), (opId) => list[number(opId)]?.refused ?? false);
      arrived.forEach((opId, place) => {
        const own = list[number(opId)];
        for (const earlier of arrived.slice(place + 1)) {
          if (number(earlier) > number(opId)) continue;
          expect(list[number(earlier)]?.record).not.toBe(own?.record);
          expect(own?.follows).toBe(false);
        }
      });
    }),
  );
});

it('sends everything exactly once when what came back was put right, in any order', () => {
  fc.assert(
    fc.property(plans, fc.infiniteStream(fc.nat()), (list, choice) => {
      let { items, arrived } = run(
        itemsOf(list),
        (opId) => opId.startsWith('op') && (list[number(opId)]?.refused ?? false),
      );
      for (;;) {
        const back = items.filter(({ state }) => state === 'rejected');
        const one = back[choice.next().value % Math.max(back.length, 1)];
        if (!one) break;
        const again = mended(items, one.opId, { opId: `new${number(one.opId)}`, body: {} });
        const next = run(
          again,
          (opId) => opId.startsWith('op') && (list[number(opId)]?.refused ?? false),
        );
        items = next.items;
        arrived = [...arrived, ...next.arrived];
      }
      expect(items.every(({ state }) => state === 'sent')).toBe(true);
      const sorted = arrived.map(number).sort((a, b) => a - b);
      expect(sorted).toEqual(list.map((_, at) => at));
    }),
  );
});
