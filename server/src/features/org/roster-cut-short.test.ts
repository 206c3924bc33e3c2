import { orgContract } from '@qiangji/shared-types';
import { Kit } from '../../../test/kit';
import { UNITS } from '../../../test/org-fixture';
import { rosterBook as bookOf, type RosterLine as Row } from '../../../test/roster-book';
import { MongoService } from '../../platform/mongo';
import { personCollection } from './org.collection';
import { newPerson } from './roster.rules';
import { RosterRepository } from './roster.repository';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterAll(async () => {
  await kit.stop();
});

const load = async (rows: Row[]) =>
  kit.ok(orgContract.importRoster, { file: await bookOf(rows) }, 'office');

async function personOf(staffNumber: string) {
  const mongo = await kit.get(MongoService);
  return mongo.collection(personCollection).findOne({ staffNumber });
}

describe('a roster that was cut short', () => {
  const rows = (): Row[] =>
    ['E001', 'E002', 'E003'].map((staffNumber, at) => [
      staffNumber,
      `断${at}`,
      '执法员',
      '队员',
      '牛塘中队',
      `1391112000${at}`,
      '',
      '',
      '',
    ]);
  const phones = async () =>
    Promise.all(['E001', 'E002', 'E003'].map(async (one) => (await personOf(one))?.phone));
  const swapped = () => {
    const [one, two, three] = rows() as [Row, Row, Row];
    [one[5], two[5]] = [two[5]!, one[5]!];
    three[8] = '联络员';
    return [one, two, three];
  };
  const whole = ['13911120001', '13911120000', '13911120002'];

  afterEach(() => jest.restoreAllMocks());

  it('by a database that went away is finished by the same sheet', async () => {
    await load(rows());
    const repository = await kit.get(RosterRepository);
    const away = Object.assign(new Error('gone'), { name: 'MongoNetworkError' });
    jest.spyOn(repository, 'savePeople').mockRejectedValueOnce(away);
    const file = await bookOf(swapped());
    await kit.fails(orgContract.importRoster, { file }, 'office', 'DATABASE_UNAVAILABLE');
    expect(await phones()).toEqual([null, null, '13911120002']);
    expect(await load(swapped())).toMatchObject({ updated: 3 });
    expect(await phones()).toEqual(whole);
  });

  it('after the people and before their units is finished, too', async () => {
    const repository = await kit.get(RosterRepository);
    const unitOf = async () => {
      const { units } = await kit.ok(orgContract.listUnits, {}, 'office');
      return units.find((one) => one.path === UNITS.sibling)?.liaison?.name;
    };
    const nobody = swapped();
    nobody[2]![8] = '无';
    await load(nobody);
    expect(await unitOf()).toBeUndefined();
    const away = Object.assign(new Error('gone'), { name: 'MongoNetworkError' });
    jest.spyOn(repository, 'saveLiaison').mockRejectedValueOnce(away);
    const file = await bookOf(swapped());
    await kit.fails(orgContract.importRoster, { file }, 'office', 'DATABASE_UNAVAILABLE');
    expect(await load(swapped())).toMatchObject({ unchanged: 3 });
    expect(await unitOf()).toBe('断2');
  });

  it('by another keeper says so, keeps the change of theirs, and is finished by the same sheet', async () => {
    const repository = await kit.get(RosterRepository);
    const mongo = await kit.get(MongoService);
    const people = mongo.collection(personCollection);
    const save = repository.savePeople.bind(repository);
    const said = { staffNumber: 'E999', name: '抢', kind: 'officer', post: '队员' } as const;
    const rival = { ...said, unitPath: UNITS.sibling, phone: '13911120009' };
    jest.spyOn(repository, 'savePeople').mockImplementationOnce(async (writes) => {
      await people.insertOne(newPerson(rival, new Date()));
      await people.updateOne({ staffNumber: 'E003' }, { $set: { updatedAt: new Date() } });
      return save(writes);
    });
    const [one, two, three] = rows() as [Row, Row, Row];
    one[5] = '13911120009';
    two[3] = three[3] = '组长';
    const file = await bookOf([one, two, three]);
    const error = await kit.fails(orgContract.importRoster, { file }, 'office', 'VERSION_CONFLICT');
    expect(error.message).toContain('再导入一次这张表');
    const posts = async () =>
      Promise.all(['E001', 'E002', 'E003'].map(async (number) => (await personOf(number))?.post));
    expect(await posts()).toEqual(['队员', '组长', '队员']);
    await kit.fails(orgContract.importRoster, { file }, 'office', 'IMPORT_INVALID');
    await people.deleteOne({ staffNumber: 'E999' });
    expect(await load([one, two, three])).toMatchObject({ updated: 2, unchanged: 1 });
    expect(await posts()).toEqual(['队员', '组长', '组长']);
    expect((await phones())[0]).toBe('13911120009');
  });
});
