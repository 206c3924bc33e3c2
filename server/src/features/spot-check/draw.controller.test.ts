import { createHmac } from 'node:crypto';
import { spotCheckContract, verifyDraw, type Draw, type Hmac } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { UNITS } from '../../../test/org-fixture';
import { DAILY, result, score, seal, signFor } from '../../../test/spot-check-fixture';
import { makeId } from '../../platform/ids';
import { MongoService } from '../../platform/mongo';
import { drawCollection } from './spot-check.collection';

const { makeDraw, listDraws, findDraw, cancelDraw, createCheck, findCheck, sealCheck } =
  spotCheckContract;
const hmac: Hmac = (key, message) => createHmac('sha256', key).update(message).digest();

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterAll(async () => {
  await kit.stop();
});

/** Nobody draws again while a draw of theirs stands: each test begins with none. */
beforeEach(async () => {
  const draws = (await kit.get(MongoService)).collection(drawCollection);
  await draws.deleteMany({ checkId: null, cancelled: null });
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
    const unmarked = { ...special(UNITS.sibling), reason: undefined };
    await kit.fails(makeDraw, { body: unmarked }, 'office', 'VALIDATION_FAILED');
    await kit.fails(makeDraw, { body: special(UNITS.otherSquadron) }, 'office', 'NOT_FOUND');
    await kit.fails(makeDraw, { body: special(UNITS.office) }, 'office', 'NOT_FOUND');
    await kit.ok(makeDraw, { body: special(UNITS.sibling) }, 'office', (draw) => {
      expect(draw).toMatchObject({ squadronBy: 'assigned', reason: '12345 反映较多' });
      expect(draw.outcome.squadron.name).toBe('牛塘中队');
      expect(verifyDraw(hmac, recordOf(draw))).toBe(true);
    });
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
    for (const as of ['inspector2', 'office'] as const) {
      await kit.ok(listDraws, { query: { mine: '1', limit: 1 } }, as, (page) => {
        expect(page.items[0]).toMatchObject({ id: made.id, state: 'made' });
        expect(page.items[0]?.madeBy.name).toBe('高文');
      });
    }
    await kit.ok(listDraws, { query: { mine: '1' } }, 'bureauLeader', (page) => {
      expect(page.items).toEqual([]);
    });
    await kit.ok(listDraws, {}, 'outsiderOffice', (page) => {
      expect(page.items).toEqual([]);
    });
  });

  it('is not needed to know who inspects: the bureau’s inspectors are listed by name', async () => {
    const { listInspectors } = spotCheckContract;
    await kit.ok(listInspectors, {}, 'office', ({ inspectors }) => {
      const { inspector, inspector2 } = kit.people;
      const found = inspectors.map((one) => one.personId);
      expect(found).toEqual(expect.arrayContaining([inspector._id, inspector2._id]));
      expect(inspectors.find((one) => one.personId === inspector._id)).toEqual({
        personId: inspector._id,
        name: inspector.name,
        unitPath: inspector.unitPath,
      });
    });
    await kit.ok(listInspectors, {}, 'outsiderOffice', ({ inspectors }) => {
      expect(inspectors.map((one) => one.unitPath)).toEqual([UNITS.otherBureau]);
    });
    await kit.fails(listInspectors, {}, 'officer', 'FORBIDDEN');
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

describe('drawing until it suits', () => {
  it('is refused while a draw of one’s own stands; others may draw', async () => {
    const body = daily();
    const standing = await kit.ok(makeDraw, { body }, 'inspector');
    await kit.fails(makeDraw, { body: daily() }, 'inspector', 'DRAW_STANDS');
    await kit.fails(makeDraw, { body: special(UNITS.sibling) }, 'inspector', 'DRAW_STANDS');
    expect((await kit.ok(makeDraw, { body }, 'inspector')).id).toBe(standing.id);
    await kit.ok(makeDraw, { body: daily() }, 'inspector2', (draw) => {
      expect(draw.state).toBe('made');
    });
    const cancel = { ...phoneWrite(), reason: '当天有创建迎检' };
    await kit.ok(cancelDraw, { params: { drawId: standing.id }, body: cancel }, 'inspector');
    await kit.ok(makeDraw, { body: daily() }, 'inspector', (draw) => {
      expect(draw.state).toBe('made');
    });
  });

  it('leaves one draw standing at most where several are asked for at once', async () => {
    const asked = Array.from({ length: 6 }, () =>
      kit.call(makeDraw, { body: daily() }, 'inspector'),
    );
    const statuses = (await Promise.all(asked)).map((one) => one.status);
    const told = statuses.filter((one) => one === 201).length;
    expect(statuses.filter((one) => one === 409)).toHaveLength(asked.length - told);
    const draws = (await kit.get(MongoService)).collection(drawCollection);
    const actorId = kit.people.inspector._id;
    const standing = await draws.find({ actorId, checkId: null, cancelled: null }).toArray();
    expect(standing).toHaveLength(told);
    expect(told).toBeLessThanOrEqual(1);
  });

  it('never draws the squadron of the drawer', async () => {
    const { db } = await kit.get(MongoService);
    const people = db.collection<{ _id: string }>('org_persons');
    const { _id, unitPath } = kit.people.inspector2;
    await people.updateOne({ _id }, { $set: { unitPath: UNITS.sibling } });
    kit.tokens.clear();
    await kit.ok(makeDraw, { body: daily() }, 'inspector2', (draw) => {
      expect(draw.outcome.squadron.path).toBe(UNITS.squadron);
      expect(draw.candidates.squadrons.map((one) => one.path)).toEqual([UNITS.squadron]);
    });
    await people.updateOne({ _id }, { $set: { unitPath } });
    kit.tokens.clear();
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
    // What another phone scored offline is not lost: it stands as a special check that says why.
    const { drawId: _, ...apart } = begin(draw);
    const reason = '同一次抽签另有一份督察';
    const inspectorIds = draw.outcome.inspectors.map((one) => one.personId);
    await kit.ok(createCheck, { body: { ...apart, reason, inspectorIds } }, 'inspector', (one) => {
      expect(one).toMatchObject({ id: apart.checkId, drawId: null, reason });
    });
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
    for (const other of [{ covert: false }, { kind: 'daily' as const }]) {
      const refused = { body: begin(draw, other) };
      const { details } = await kit.fails(createCheck, refused, 'inspector', 'VALIDATION_FAILED');
      expect(details).toMatchObject([{ path: 'body.drawId', reason: 'not_as_drawn' }]);
    }
    await kit.ok(createCheck, { body: begin(draw) }, 'inspector', (check) => {
      expect(check).toMatchObject({ state: 'assigned', reason: '12345 反映较多' });
    });
  });

  it('is no covert one where an open one was drawn: it would need no signature', async () => {
    const draw = await kit.ok(makeDraw, { body: daily() }, 'inspector');
    const as = draw.outcome.squadron.path === UNITS.squadron ? 'officer' : 'siblingOfficer';
    const more = { kind: 'daily' as const, personIds: [kit.people[as]._id] };
    const covert = { body: begin(draw, more) };
    await kit.fails(createCheck, covert, 'inspector', 'VALIDATION_FAILED');
    const open = { body: begin(draw, { ...more, covert: false }) };
    const check = await kit.ok(createCheck, open, 'inspector', (begun) => {
      expect(begun).toMatchObject({ state: 'in_progress', drawId: draw.id, reason: null });
    });
    await score(kit, check.id, [result('A1', kit.people[as]._id)]);
    const early = { params: { checkId: check.id }, body: phoneWrite() };
    await kit.fails(sealCheck, early, 'inspector', 'CHECK_INCOMPLETE');
    await signFor(kit, check);
    await kit.ok(sealCheck, { ...early, body: phoneWrite() }, 'inspector', (sealed) => {
      expect(sealed).toMatchObject({ state: 'clean_closed', drawId: draw.id });
    });
  });
});

describe('a check without a draw', () => {
  const begin = (more: object) => {
    const { inspector, inspector2, officer } = kit.people;
    return {
      ...phoneWrite(),
      checkId: makeId(),
      kind: 'special' as const,
      covert: false,
      squadronPath: UNITS.squadron,
      inspectorIds: [inspector._id, inspector2._id],
      personIds: [officer._id],
      checklist: DAILY,
      ...more,
    };
  };

  it('is a special one with its reason, begun on site or planned by the office', async () => {
    const reason = '12345 反映较多';
    for (const wrong of [{ kind: 'daily' as const, reason }, { kind: 'daily' as const }, {}]) {
      const body = begin(wrong);
      const { details } = await kit.fails(createCheck, { body }, 'inspector', 'VALIDATION_FAILED');
      expect(details).toMatchObject([{ path: 'body.drawId', reason: 'not_drawn' }]);
      const plan = { ...begin(wrong), inspectorIds: undefined, personIds: undefined };
      await kit.fails(createCheck, { body: plan }, 'office', 'VALIDATION_FAILED');
    }
    const check = await kit.ok(createCheck, { body: begin({ reason }) }, 'inspector', (begun) => {
      expect(begun).toMatchObject({ state: 'in_progress', reason, drawId: null });
    });
    await score(kit, check.id, [result('A1', kit.people.officer._id)]);
    await signFor(kit, check);
    await seal(kit, check);
    const params = { checkId: check.id };
    expect((await kit.ok(findCheck, { params }, 'leader')).reason).toBe(reason);
    expect((await kit.ok(findCheck, { params }, 'officer')).reason).toBeNull();
  });
});
