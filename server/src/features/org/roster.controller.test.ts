import { authContract, orgContract, type Grant } from '@qiangji/shared-types';
import { Kit } from '../../../test/kit';
import { UNITS, type PersonKey } from '../../../test/org-fixture';
import { shiftClock } from '../../platform/clock';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterEach(() => shiftClock(0));

afterAll(async () => {
  await kit.stop();
});

const params = (who: PersonKey) => ({ personId: kit.people[who]._id });
const liaisonOf = (unitPath: string): Grant => ({ role: 'liaison', unitPath });

describe('units and colleagues', () => {
  it('are known to everybody in the bureau, and to nobody outside', async () => {
    await kit.ok(orgContract.listUnits, {}, 'officer', ({ units }) => {
      expect(units).toHaveLength(6);
      expect(units.find((one) => one.path === UNITS.squadron)).toMatchObject({
        name: '湖塘中队',
        townName: '湖塘镇',
        headcount: 7,
      });
    });
    await kit.ok(orgContract.listColleagues, { query: { limit: 100 } }, 'auxiliary', (page) => {
      const names = page.items.map((one) => one.name);
      expect(names).toEqual([...names].sort());
      expect(names).toContain('𠮷田法');
      expect(names).not.toContain('外人');
      const lapsed = page.items.find((one) => one.personId === kit.people.officer3._id);
      expect(lapsed?.enforcementIdValid).toBe(false);
      expect(JSON.stringify(page)).not.toContain('1380000');
    });
  });
});

describe('the roster', () => {
  it('is listed for its keepers, each within reach', async () => {
    await kit.ok(orgContract.listRoster, { query: { limit: 100 } }, 'office', (page) => {
      expect(page.items.length).toBeGreaterThan(12);
      expect(page.items.some((one) => one.name === '外人')).toBe(false);
      expect(JSON.stringify(page)).not.toContain('1380000');
    });
    const own = await kit.ok(orgContract.listRoster, { query: { limit: 100 } }, 'liaison');
    expect(new Set(own.items.map((one) => one.unitPath))).toEqual(new Set([UNITS.squadron]));
    const found = await kit.ok(orgContract.listRoster, { query: { q: '陈' } }, 'office');
    expect(found.items.map((one) => one.name)).toEqual(['陈立']);
    await kit.fails(orgContract.listRoster, {}, 'leader', 'FORBIDDEN');
  });

  it('ends the sessions of whoever is moved, within two seconds', async () => {
    await kit.ok(authContract.me, {}, 'officer3');
    const change = { params: params('officer3'), body: { unitPath: UNITS.sibling } };
    await kit.ok(orgContract.changePerson, change, 'office', (person) => {
      expect(person).toMatchObject({ unitPath: UNITS.sibling, unitName: '牛塘中队' });
    });
    shiftClock(2_000);
    await kit.fails(authContract.me, {}, 'officer3', 'SESSION_REVOKED');
  });

  it('ends the sessions of whoever is suspended or entrusted, but not for a new post', async () => {
    const { squadron } = UNITS;
    const post = { params: params('officer2'), body: { post: '组长' } };
    await kit.ok(authContract.me, {}, 'officer2');
    await kit.ok(orgContract.changePerson, post, 'office');
    shiftClock(2_000);
    await kit.ok(authContract.me, {}, 'officer2');
    const grants: Grant[] = [{ role: 'squadron_leader', unitPath: squadron }];
    await kit.ok(
      orgContract.changePerson,
      { params: params('officer2'), body: { grants } },
      'office',
    );
    shiftClock(4_000);
    await kit.fails(authContract.me, {}, 'officer2', 'SESSION_REVOKED');
    const off = { params: params('siblingOfficer'), body: { active: false } };
    await kit.ok(authContract.me, {}, 'siblingOfficer');
    await kit.ok(orgContract.changePerson, off, 'office');
    shiftClock(6_000);
    await kit.fails(authContract.me, {}, 'siblingOfficer', 'SESSION_REVOKED');
    const code = { params: params('siblingOfficer') };
    await kit.fails(orgContract.issueBindingCode, code, 'office', 'STATE_CONFLICT');
  });

  it('lets a liaison entrust liaisons of the own unit only, and nobody oneself', async () => {
    const entrust = (who: PersonKey, ...grants: Grant[]) => ({
      params: params(who),
      body: { grants },
    });
    const leader: Grant = { role: 'squadron_leader', unitPath: UNITS.squadron };
    const change = orgContract.changePerson;
    await kit.fails(change, entrust('officer', leader), 'liaison', 'FORBIDDEN');
    await kit.fails(change, entrust('leader'), 'liaison', 'FORBIDDEN');
    await kit.fails(change, entrust('officer', liaisonOf(UNITS.sibling)), 'liaison', 'FORBIDDEN');
    await kit.fails(change, entrust('liaison'), 'liaison', 'FORBIDDEN');
    const bureau: Grant = { role: 'bureau_leader', unitPath: UNITS.bureau };
    await kit.fails(change, entrust('office', bureau), 'office', 'FORBIDDEN');
    await kit.fails(
      change,
      entrust('officer', liaisonOf(UNITS.otherBureau)),
      'office',
      'FORBIDDEN',
    );
    await kit.ok(change, entrust('officer', liaisonOf(UNITS.squadron)), 'liaison', (person) => {
      expect(person.grants).toEqual([liaisonOf(UNITS.squadron)]);
    });
    const { units } = await kit.ok(orgContract.listUnits, {}, 'office');
    const unit = units.find((one) => one.path === UNITS.squadron);
    expect(unit?.liaison?.name).toBe('陈立');
  });

  it('leaves to the campaign office whoever holds what a liaison could not give', async () => {
    const { changePerson, issueBindingCode, unbindPerson } = orgContract;
    const params = { personId: kit.people.leader._id };
    const office: Grant = { role: 'campaign_office', unitPath: UNITS.bureau };
    const over = { params: { personId: kit.people.officer3._id }, body: { grants: [office] } };
    await kit.ok(changePerson, { ...over, body: { unitPath: UNITS.squadron } }, 'office');
    await kit.ok(changePerson, over, 'office');
    for (const one of [params, over.params]) {
      await kit.fails(issueBindingCode, { params: one }, 'liaison', 'FORBIDDEN');
      await kit.fails(unbindPerson, { params: one }, 'liaison', 'FORBIDDEN');
      const changes = [{ active: false }, { unitPath: UNITS.squadron }, { post: '队员' }];
      for (const body of changes) {
        const refused = await kit.fails(
          changePerson,
          { params: one, body },
          'liaison',
          'FORBIDDEN',
        );
        expect(refused.message).toContain('行动办');
      }
    }
    await kit.ok(issueBindingCode, { params }, 'office', ({ bindingCode }) => {
      expect(bindingCode).toHaveLength(10);
    });
  });

  it('ends leading a unit and being its liaison with leaving it, unless given anew', async () => {
    const { changePerson } = orgContract;
    const leads: Grant = { role: 'squadron_leader', unitPath: UNITS.sibling };
    const writes: Grant = { role: 'legal_officer', unitPath: UNITS.bureau };
    const params = { personId: kit.people.siblingLeader._id };
    const grants = [leads, liaisonOf(UNITS.sibling), writes];
    await kit.ok(changePerson, { params, body: { grants } }, 'office');
    await kit.ok(changePerson, { params, body: { unitPath: UNITS.sibling } }, 'office', (same) => {
      expect(same.grants).toEqual(grants);
    });
    await kit.ok(changePerson, { params, body: { unitPath: UNITS.brigade } }, 'office', (moved) => {
      expect(moved.grants).toEqual([writes]);
    });
    const { units } = await kit.ok(orgContract.listUnits, {}, 'office');
    expect(units.find((one) => one.path === UNITS.sibling)?.liaison).toBeNull();
    const back = { unitPath: UNITS.sibling, grants: [leads] };
    await kit.ok(changePerson, { params, body: back }, 'office', (person) => {
      expect(person.grants).toEqual([leads]);
    });
  });

  it('names no suspended liaison, but another who is entrusted with the unit, if there is one', async () => {
    const { changePerson, listUnits } = orgContract;
    const grants = [liaisonOf(UNITS.brigade)];
    const named = async () => {
      const { units } = await kit.ok(listUnits, {}, 'office');
      return units.find((one) => one.path === UNITS.brigade)?.liaison?.personId;
    };
    const change = async (who: PersonKey, body: { active?: boolean; grants?: Grant[] }) => {
      await kit.ok(changePerson, { params: params(who), body }, 'office');
      return named();
    };
    const [one, other] = [kit.people.officer3._id, kit.people.auxiliary._id];
    expect(await change('officer3', { grants })).toBe(one);
    expect(await change('auxiliary', { grants })).toBe(one);
    expect(await change('officer3', { active: false })).toBe(other);
    expect(await change('auxiliary', { active: false })).toBeUndefined();
    expect(await change('officer3', { active: true })).toBe(one);
    expect(await change('auxiliary', { active: true, grants: [] })).toBe(one);
    expect(await change('officer3', { grants: [] })).toBeUndefined();
  });

  it('undoes nobody’s change by a form that was open before it, and takes the same twice', async () => {
    const { changePerson, listRoster } = orgContract;
    const found = await kit.ok(listRoster, { query: { q: '李国强' } }, 'office');
    const [seen] = found.items;
    const { personId, updatedAt: seenAt } = seen!;
    const grants = [...seen!.grants, liaisonOf(UNITS.squadron)];
    const first = { params: { personId }, body: { grants, seenAt } };
    const saved = await kit.ok(changePerson, first, 'office');
    expect(saved.updatedAt).not.toBe(seenAt);
    const stale = { params: { personId }, body: { post: '班长', grants: seen!.grants, seenAt } };
    await kit.fails(changePerson, stale, 'office', 'VERSION_CONFLICT');
    // Its answer was lost on the way.
    await kit.ok(changePerson, first, 'office', (person) => expect(person.grants).toEqual(grants));
    // A code for WeChat changes nothing that the form shows.
    const { updatedAt } = await kit.ok(changePerson, first, 'office');
    await kit.ok(orgContract.issueBindingCode, { params: { personId } }, 'office');
    const next = { params: { personId }, body: { post: '班长', seenAt: updatedAt } };
    await kit.ok(changePerson, next, 'office', (person) => {
      expect(person).toMatchObject({ post: '班长', grants });
    });
    const back = { params: { personId }, body: { grants: seen!.grants } };
    await kit.ok(changePerson, back, 'office');
  });

  it('does not show or change people out of reach', async () => {
    const post = { post: '别人的人' };
    const reach = (who: PersonKey) => ({ params: params(who), body: post });
    const change = orgContract.changePerson;
    await kit.fails(change, reach('siblingLeader'), 'liaison', 'NOT_FOUND');
    await kit.fails(change, reach('officer'), 'outsiderOffice', 'NOT_FOUND');
    const away = { params: params('auxiliary'), body: { unitPath: UNITS.sibling } };
    await kit.fails(change, away, 'liaison', 'NOT_FOUND');
    const abroad = { params: params('auxiliary'), body: { unitPath: UNITS.otherSquadron } };
    await kit.fails(change, abroad, 'office', 'NOT_FOUND');
    const code = { params: params('officer') };
    await kit.fails(orgContract.issueBindingCode, code, 'outsiderOffice', 'NOT_FOUND');
    await kit.ok(
      orgContract.issueBindingCode,
      { params: params('auxiliary') },
      'liaison',
      (body) => {
        expect(body.bindingCode).toMatch(/^[2-9A-HJ-NP-Z]{10}$/);
      },
    );
  });
});
