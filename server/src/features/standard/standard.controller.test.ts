import { standardContract } from '@qiangji/shared-types';
import { Kit } from '../../../test/kit';
import { MongoService } from '../../platform/mongo';
import { checklistCollection, dutyCatalogueCollection } from './checklist.collection';
import { ChecklistService } from './checklist.service';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterAll(async () => {
  await kit.stop();
});

describe('standards', () => {
  it('hands out the checklists in force, whole', async () => {
    await kit.ok(standardContract.listChecklists, {}, 'auxiliary', ({ checklists }) => {
      const kinds = new Set(checklists.map((list) => list.kind));
      expect(kinds).toEqual(new Set(['spot_check', 'readiness', 'conduct', 'periodic']));
      expect(new Set(checklists.map((list) => list.code)).size).toBe(checklists.length);
    });
    await kit.ok(
      standardContract.listChecklists,
      { query: { kind: 'readiness' } },
      'officer',
      (body) => {
        expect(body.checklists.map((list) => list.code)).toEqual(['readiness']);
      },
    );
  });

  it('keeps a published version while a newer one is in force', async () => {
    const service = await kit.get(ChecklistService);
    const mongo = await kit.get(MongoService);
    const first = await service.current('readiness');
    const next = {
      ...first,
      _id: `readiness@${first.version + 1}`,
      version: first.version + 1,
      name: '新版',
      publishedAt: new Date(),
    };
    await mongo.collection(checklistCollection).insertOne({ ...next, schemaVersion: 1 });
    await service.loadShipped();
    expect((await service.current('readiness')).name).toBe('新版');
    const params = { code: 'readiness', version: first.version };
    await kit.ok(standardContract.findChecklist, { params }, 'officer', (list) => {
      expect(list.name).toBe(first.name);
      expect(list.groups).toEqual(first.groups);
    });
    const missing = { params: { code: 'readiness', version: '9' } };
    await kit.fails(standardContract.findChecklist, missing, 'officer', 'NOT_FOUND');
  });

  it('gives each audience its own', async () => {
    const service = await kit.get(ChecklistService);
    expect((await service.currentOfKind('periodic', 'office'))?.code).toBe('periodic_office');
    expect((await service.currentOfKind('periodic', 'auxiliary'))?.code).toBe('periodic_field');
    expect(await service.currentOfKind('conduct', 'office')).toBeNull();
  });

  it('hands out the duty vocabulary', async () => {
    await kit.ok(standardContract.dutyCatalogue, {}, 'officer', (duty) => {
      expect(duty.handlings.find((one) => one.code === 'on_spot_penalty')).toEqual({
        code: 'on_spot_penalty',
        name: '当场处罚',
        ladder: 'enforce',
        enforcement: true,
        auxiliaryAllowed: false,
      });
      expect(duty.categories.some((one) => one.code === 'incident')).toBe(true);
    });
    await kit.fails(
      standardContract.dutyCatalogue,
      { query: { version: 99 } },
      'officer',
      'NOT_FOUND',
    );
  });

  it('reads a vocabulary that was published before it had terms by those which held then', async () => {
    const mongo = await kit.get(MongoService);
    const service = await kit.get(ChecklistService);
    const stored = mongo.collection(dutyCatalogueCollection);
    await stored.updateMany({}, { $unset: { terms: '' } });
    await service.loadShipped();
    expect(await stored.countDocuments({ terms: { $exists: true } })).toBe(0);
    expect((await service.dutyCatalogue()).terms).toEqual({
      handoverGraceMin: 60,
      archiveDays: 30,
      outsideGraceMin: 15,
      sampleSize: 2,
    });
  });
});
