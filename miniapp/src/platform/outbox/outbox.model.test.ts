/** @jest-environment node */
import fc from 'fast-check';
import { batch, World, type Fate } from '../../../test/outbox/world';
import { replaceable } from './outbox.core';
import type { OutboxItem } from './outbox.types';

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

type Act =
  | {
      do: 'enqueue';
      record: number;
      photos: number;
      beside: boolean;
      aside: boolean;
      killAt?: number;
    }
  | { do: 'supersede'; which: number; killAt?: number }
  | { do: 'meet'; fate: Fate; which: number; killAt?: number }
  | { do: 'pass'; ms: number }
  | { do: 'network'; online: boolean }
  | { do: 'kill' }
  | { do: 'mend' | 'discard'; which: number; killAt?: number }
  | { do: 'person'; person: 'p1' | 'p2' | undefined };

const small = fc.nat(3);
const fate = fc.constantFrom<Fate>('answered', 'answer_lost', 'request_lost', 'busy', 'refused');
/** After so many writes of the act the app is killed. */
const killAt = fc.option(fc.nat(4), { nil: undefined, freq: 4 });
const is = <T extends string>(...values: T[]) => fc.constantFrom(...values);

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: is('enqueue'),
      record: small,
      photos: fc.nat(2),
      beside: fc.boolean(),
      aside: fc.boolean(),
      killAt,
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: is('meet'), fate, which: small, killAt }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: is('pass'), ms: fc.integer({ min: 1, max: 400_000 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: is('network'), online: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: is('kill') }) },
  { weight: 2, arbitrary: fc.record({ do: is('supersede'), which: small, killAt }) },
  { weight: 2, arbitrary: fc.record({ do: is('mend', 'discard'), which: fc.nat(1), killAt }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: is('person'), person: fc.constantFrom('p1', 'p2', undefined) }),
  },
);

/** What the person was promised, and what became of it. */
class Ledger {
  /** Every item kept, records and photos alike, by operation. */
  readonly promised = new Map<string, OutboxItem>();
  /** Items whose fate the person took in hand, or that a kill left open. */
  readonly excused = new Set<string>();
  /** Batches that a kill cut off: they go out whole or not at all. */
  readonly cutOff: (readonly OutboxItem[])[] = [];

  promise(items: readonly OutboxItem[]): void {
    for (const item of items) this.promised.set(item.opId, item);
  }

  excuse(items: readonly OutboxItem[]): void {
    for (const { opId } of items) this.excused.add(opId);
  }
}

function family(world: World, opId: string): OutboxItem[] {
  return world.engine.items.filter((item) => item.opId === opId || item.parent === opId);
}

function perform(world: World, ledger: Ledger, step: Act): void {
  const rejected = world.engine.items.filter(
    ({ state, personId, photo }) => state === 'rejected' && personId === world.person && !photo,
  );
  switch (step.do) {
    case 'enqueue': {
      if (!world.person) return;
      const [record, ...photos] = batch(world, `${world.person}-r${step.record}`, step.photos);
      if (!record) return;
      const { beside, aside } = step;
      const flags = { ...(beside ? { beside } : {}), ...(aside ? { aside } : {}) };
      const items = [{ ...record, ...flags }, ...photos];
      const kept = world.try(() => world.engine.add(items));
      if (kept) ledger.promise(items);
      else ledger.cutOff.push(items);
      return;
    }
    case 'supersede':
      supersede(world, ledger, step.which);
      return;
    case 'meet':
      world.meet(step.fate, step.which);
      return;
    case 'pass':
      world.try(() => world.pass(step.ms));
      return;
    case 'network':
      world.setOnline(step.online);
      return;
    case 'kill':
      world.reviveIfDead(true);
      return;
    case 'person':
      world.signIn(step.person);
      return;
    case 'mend':
    case 'discard': {
      const item = rejected[step.which];
      if (!item) return;
      takeInHand(world, ledger, item, step.do);
    }
  }
}

/** What was to be sent is outdone by a later act before it was tried. */
function supersede(world: World, ledger: Ledger, which: number): void {
  const options = world.engine.items.flatMap((old) => {
    const [made] = batch(world, old.recordKey, 0);
    const next = made && { ...made, beside: true };
    return next && replaceable(world.engine.items, old.opId, next) ? [{ old, next }] : [];
  });
  const one = options[which % Math.max(options.length, 1)];
  if (!one) return;
  world.try(() => world.engine.supersede(one.old.opId, one.next));
  world.reviveIfDead();
  // Whenever a kill comes between, one of the two is there: never both, never none.
  const there = [one.old, one.next].filter(({ opId }) => family(world, opId).length > 0);
  expect(there).toHaveLength(1);
  if (there[0] === one.old) return;
  ledger.excuse([one.old]);
  ledger.promise([one.next]);
}

function takeInHand(world: World, ledger: Ledger, item: OutboxItem, way: 'mend' | 'discard'): void {
  ledger.excuse([item]);
  if (way === 'discard') {
    ledger.excuse(family(world, item.opId));
    world.try(() => world.engine.discard(item.opId));
    return;
  }
  const [next] = batch(world, item.recordKey, 0);
  if (!next) return;
  const { opId, body } = next;
  if (world.try(() => world.engine.mend(item.opId, { opId, body }))) ledger.promise([next]);
  else ledger.excuse([next]);
}

/** Everything works again; whatever came back is sent once more as it is. */
async function heal(world: World, ledger: Ledger): Promise<void> {
  world.reviveIfDead(true);
  world.setOnline(true);
  for (const person of ['p1', 'p2', 'p1']) {
    world.signIn(person);
    for (let round = 0; round < 200; round += 1) {
      await settle();
      for (const item of world.engine.items) {
        if (item.state !== 'rejected' || item.personId !== person) continue;
        if (item.photo) {
          ledger.excuse([item]);
          world.engine.discard(item.opId);
        } else takeInHand(world, ledger, item, 'mend');
      }
      if (world.flights.length === 0) {
        world.pass(400_000);
        await settle();
        if (world.flights.length === 0) break;
      }
      world.meet('answered');
    }
  }
}

function checkOrder(world: World, ledger: Ledger): void {
  const order = [...ledger.promised.keys()];
  /** The last place of any write of a record, and of those that keep the order strictly. */
  const last = new Map<string, { any: number; strict: number }>();
  const replaced = new Set(world.applied.map(({ replaces }) => replaces));
  for (const { opId, recordKey, replaces, beside } of world.applied) {
    const place = order.indexOf(opId);
    // A correction stands where the one it replaced stood; what was outdone counts no more whenever it arrives.
    if (place < 0 || replaces !== undefined || replaced.has(opId)) continue;
    const { any, strict } = last.get(recordKey) ?? { any: -1, strict: -1 };
    expect(place).toBeGreaterThan(beside ? strict : any);
    const next = { any: Math.max(any, place), strict: beside ? strict : place };
    last.set(recordKey, next);
  }
}

it('loses nothing, keeps each record in order and sends nothing twice at once, whatever happens', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 60 }), async (acts) => {
      const world = new World();
      const ledger = new Ledger();
      for (const step of acts) {
        if ('killAt' in step && step.killAt !== undefined) world.killAfter(step.killAt);
        perform(world, ledger, step);
        await settle();
        world.reviveIfDead();
        world.killAfter(Infinity);
      }
      await heal(world, ledger);
      expect(world.faults).toEqual([]);
      const arrived = new Set(world.applied.map(({ opId }) => opId));
      const lost = [...ledger.promised.keys()].filter(
        (opId) => !arrived.has(opId) && !ledger.excused.has(opId),
      );
      expect(lost).toEqual([]);
      const corrected = world.applied.flatMap(({ replaces, photo }) =>
        photo ? [] : (replaces ?? []),
      );
      expect(corrected).toHaveLength(new Set(corrected).size);
      for (const items of ledger.cutOff) {
        const own = items.filter(({ opId }) => !ledger.excused.has(opId));
        expect([0, own.length]).toContain(own.filter(({ opId }) => arrived.has(opId)).length);
      }
      expect(world.engine.items.filter(({ state }) => state !== 'sent')).toEqual([]);
      checkOrder(world, ledger);
    }),
    { numRuns: 2000 },
  );
}, 60_000);
