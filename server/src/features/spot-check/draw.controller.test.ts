import { createHmac } from 'node:crypto';
import { spotCheckContract, verifyDraw, type Draw, type Hmac } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { UNITS } from '../../../test/org-fixture';
import { DAILY } from '../../../test/spot-check-fixture';
import { makeId } from '../../platform/ids';

const { makeDraw, listDraws, findDraw, cancelDraw, createCheck } = spotCheckContract;
const hmac: Hmac = (key, message) => createHmac('sha256', key).update(message).digest();

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterAll(async () => {
  await kit.stop();
});

const daily = () => ({ ...phoneWrite(), kind: 'daily' as const, covert: false });
const special = (squadronPath: string) => ({
  ...phoneWrite(),
  kind: 'special' as const,
  covert: true,
  squadronPath,
  reason: '12345 反映较多',
});

function recordOf({ seed, candidates, outcome }: Draw) {
  return {
    seed,
    candidates: {
      squadrons: candidates.squadrons.map((one) => one.path),
      inspectors: candidates.inspectors,
    },
    outcome: {
      squadronPath: outcome.squadron.path,
      inspectorIds: outcome.inspectors.map((one) => one.personId),
    },
  };
}

describe('a draw', () => {
  it('names a squadron of the bureau and two inspectors from outside it, for anybody to do again', async () => {
    await kit.ok(makeDraw, { body: daily() }, 'office', (draw) => {
      expect(draw.candidates.squadrons.map((one) => one.path)).toEqual([
        UNITS.squadron,
        UNITS.sibling,
      ]);
      expect(draw.outcome.inspectors.map((one) => one.name).sort()).toEqual(['王海峰', '陆佳']);
      expect(draw).toMatchObject({ squadronBy: 'drawn', state: 'made', cancelled: null });
      expect(verifyDraw(hmac, recordOf(draw))).toBe(true);
    });
  });

  it('is made once for an op', async () => {
    const body = daily();
    const first = await kit.ok(makeDraw, { body }, 'inspector');
    expect(await kit.ok(makeDraw, { body }, 'inspector')).toEqual(first);
    await kit.fails(makeDraw, { body: { ...body, covert: true } }, 'inspector', 'OP_ID_REUSED');
  });

  it('may name the squadron of a special check, marked so and with a reason', async () => {
    await kit.ok(makeDraw, { body: special(UNITS.sibling) }, 'office', (draw) => {
      expect(draw).toMatchObject({ squadronBy: 'assigned', reason: '12345 反映较多' });
      expect(draw.outcome.squadron.name).toBe('牛塘中队');
      expect(verifyDraw(hmac, recordOf(draw))).toBe(true);
    });
    const unmarked = { ...special(UNITS.sibling), reason: undefined };
    await kit.fails(makeDraw, { body: unmarked }, 'office', 'VALIDATION_FAILED');
    await kit.fails(makeDraw, { body: special(UNITS.otherSquadron) }, 'office', 'NOT_FOUND');
    await kit.fails(makeDraw, { body: special(UNITS.office) }, 'office', 'NOT_FOUND');
  });

  it('is impossible with fewer than two inspectors', async () => {
    const body = { ...daily(), deviceAt: '2026-11-01T01:00:00.000Z' };
    await kit.fails(makeDraw, { body }, 'outsiderOffice', 'DRAW_IMPOSSIBLE');
  });

  it('is shown within its bureau only, and the inspector sees their own', async () => {
    const made = await kit.ok(makeDraw, { body: daily() }, 'office');
    await kit.ok(findDraw, { params: { drawId: made.id } }, 'bureauLeader', (draw) => {
      expect(draw).toEqual(made);
    });
    await kit.fails(findDraw, { params: { drawId: made.id } }, 'outsiderOffice', 'NOT_FOUND');
    await kit.fails(findDraw, { params: { drawId: made.id } }, 'leader', 'FORBIDDEN');
    await kit.ok(listDraws, { query: { mine: '1', limit: 1 } }, 'inspector2', (page) => {
      expect(page.items[0]).toMatchObject({ id: made.id, state: 'made' });
      expect(page.nextCursor).not.toBeNull();
    });
    await kit.ok(listDraws, {}, 'outsiderOffice', (page) => {
      expect(page.items).toEqual([]);
    });
  });

  it('is kept with the reason when it is cancelled, and gives no check then', async () => {
    const { id } = await kit.ok(makeDraw, { body: daily() }, 'office');
    const body = { ...phoneWrite(), reason: '当天有创建迎检' };
    await kit.ok(cancelDraw, { params: { drawId: id }, body }, 'office', (draw) => {
      expect(draw).toMatchObject({ state: 'cancelled', cancelled: { reason: '当天有创建迎检' } });
      expect(draw.cancelled?.by.name).toBe('高文');
    });
    await kit.ok(cancelDraw, { params: { drawId: id }, body }, 'office');
    const again = { ...phoneWrite(), reason: '再来' };
    await kit.fails(
      cancelDraw,
      { params: { drawId: id }, body: again },
      'office',
      'STATE_CONFLICT',
    );
    await kit.fails(
      cancelDraw,
      { params: { drawId: id }, body: again },
      'outsiderOffice',
      'NOT_FOUND',
    );
  });
});

describe('a check that comes of a draw', () => {
  const begin = (draw: Draw, more: object = {}) => ({
    ...phoneWrite(),
    checkId: makeId(),
    drawId: draw.id,
    kind: 'special' as const,
    covert: true,
    squadronPath: draw.outcome.squadron.path,
    checklist: DAILY,
    ...more,
  });

  it('waits for its visit with the inspectors drawn, and the draw is used up', async () => {
    const draw = await kit.ok(makeDraw, { body: special(UNITS.squadron) }, 'office');
    const body = begin(draw);
    const check = await kit.ok(createCheck, { body }, 'inspector');
    expect(check).toMatchObject({ state: 'assigned', drawId: draw.id });
    expect(check.inspectors).toEqual(draw.outcome.inspectors);
    expect((await kit.ok(createCheck, { body }, 'inspector')).id).toBe(check.id);
    await kit.fails(createCheck, { body: begin(draw) }, 'inspector', 'STATE_CONFLICT');
    const cancel = { params: { drawId: draw.id }, body: { ...phoneWrite(), reason: '不查了' } };
    await kit.fails(cancelDraw, cancel, 'office', 'STATE_CONFLICT');
  });

  it('keeps to what was drawn', async () => {
    const draw = await kit.ok(makeDraw, { body: special(UNITS.squadron) }, 'office');
    const elsewhere = begin(draw, { squadronPath: UNITS.sibling });
    await kit.fails(createCheck, { body: elsewhere }, 'inspector', 'VALIDATION_FAILED');
    const { inspector, office } = kit.people;
    const others = begin(draw, { inspectorIds: [inspector._id, office._id] });
    await kit.fails(createCheck, { body: others }, 'inspector', 'VALIDATION_FAILED');
    await kit.ok(createCheck, { body: begin(draw) }, 'inspector', (check) => {
      expect(check.state).toBe('assigned');
    });
  });
});
