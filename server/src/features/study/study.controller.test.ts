import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { studyContract } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import { env } from '../../platform/env';
import { StudyRepository } from './study.repository';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterAll(async () => {
  await kit.stop();
});

async function somePiece() {
  const { items } = await kit.ok(studyContract.listPieces, { query: { kind: 'legal' } }, 'officer');
  return kit.ok(studyContract.findPiece, { params: { slug: items[0]!.slug } }, 'officer');
}

describe('political study', () => {
  it('lists the shipped pieces by kind with no progress at first', async () => {
    await kit.ok(
      studyContract.listPieces,
      { query: { kind: 'legal', limit: 5 } },
      'auxiliary',
      (body) => {
        expect(body.items.length).toBeGreaterThan(0);
        expect(body.items.every((piece) => piece.kind === 'legal' && piece.progress === null)).toBe(
          true,
        );
      },
    );
  });

  it('pages through all pieces without a gap or a repeat', async () => {
    const all = await kit.ok(studyContract.listPieces, { query: { limit: 100 } }, 'officer');
    const slugs: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await kit.ok(
        studyContract.listPieces,
        { query: { limit: 3, cursor } },
        'officer',
      );
      slugs.push(...page.items.map((piece) => piece.slug));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(slugs).toEqual(all.items.map((piece) => piece.slug));
  });

  it('shows a piece whole, with its check questions and law references', async () => {
    const { items } = await kit.ok(
      studyContract.listPieces,
      { query: { kind: 'legal' } },
      'officer',
    );
    await kit.ok(
      studyContract.findPiece,
      { params: { slug: items[0]!.slug } },
      'officer',
      (piece) => {
        expect(piece.body.length).toBeGreaterThan(100);
        expect(piece.questions.length).toBeGreaterThanOrEqual(1);
        expect(piece.questions.length).toBeLessThanOrEqual(3);
      },
    );
  });

  it('is done once the end was reached and the questions were right, and a repeat changes nothing', async () => {
    const piece = await somePiece();
    const params = { slug: piece.slug };
    const half = { ...phoneWrite(), pieceVersion: piece.version, positionBp: 5000, answers: [] };
    await kit.ok(studyContract.appendProgress, { params, body: half }, 'officer', (progress) => {
      expect(progress).toMatchObject({ positionBp: 5000, reachedEnd: false, doneAt: null });
    });
    const answers = piece.questions.map((one) => ({ questionId: one.id, chosen: one.answer }));
    const whole = { ...phoneWrite(), pieceVersion: piece.version, positionBp: 10_000, answers };
    const first = await kit.ok(studyContract.appendProgress, { params, body: whole }, 'officer');
    expect(first.doneAt).not.toBeNull();
    const again = await kit.ok(studyContract.appendProgress, { params, body: whole }, 'officer');
    expect(again).toEqual(first);
    await kit.fails(
      studyContract.appendProgress,
      { params, body: { ...whole, positionBp: 1 } },
      'officer',
      'OP_ID_REUSED',
    );
  });

  it('stays done where a report of the same moment is folded without the one that did it', async () => {
    const piece = await somePiece();
    const params = { slug: piece.slug };
    const report = (positionBp: number, answers: { questionId: string; chosen: string[] }[]) => ({
      params,
      body: { ...phoneWrite(), pieceVersion: piece.version, positionBp, answers },
    });
    const right = piece.questions.map((one) => ({ questionId: one.id, chosen: one.answer }));
    const repository = await kit.get(StudyRepository);
    const save = repository.saveState.bind(repository);
    jest.spyOn(repository, 'saveState').mockImplementationOnce(async (state) => {
      // The other report arrives, is folded and saved between this one's fold and its save.
      await kit.ok(studyContract.appendProgress, report(10_000, right), 'officer2');
      await save(state);
    });
    await kit.ok(studyContract.appendProgress, report(3_000, []), 'officer2');
    const found = await kit.ok(studyContract.findPiece, { params }, 'officer2');
    expect(found.progress).toMatchObject({ reachedEnd: true, positionBp: 10_000 });
    expect(found.progress?.doneAt).toEqual(expect.any(String));
  });

  it("shows a leader their own people's progress and nobody else's", async () => {
    const query = { personId: kit.people.officer._id };
    const page = await kit.ok(studyContract.listPieces, { query }, 'leader');
    expect(page.items.some((piece) => piece.progress?.doneAt)).toBe(true);
    await kit.fails(studyContract.listPieces, { query }, 'siblingLeader', 'NOT_FOUND');
    await kit.fails(studyContract.listPieces, { query }, 'officer2', 'NOT_FOUND');
    await kit.fails(studyContract.listPieces, { query }, 'outsiderLeader', 'NOT_FOUND');
  });

  it('shows the pictures of a piece by their hash, to be kept for good', async () => {
    const slug = 'two-officers';
    const { body, images } = await kit.ok(studyContract.findPiece, { params: { slug } }, 'officer');
    expect(body).toMatch(/!\[.+\]\(two-ids\.jpg\)/);
    expect(images).toMatchObject([{ name: 'two-ids.jpg', width: 1200, height: 900 }]);
    const params = { hash: images[0]!.sha256 };
    await kit.ok(studyContract.image, { params }, 'auxiliary', (bytes) => {
      const hash = createHash('sha256').update(Buffer.from(bytes as ArrayBuffer));
      expect(hash.digest('hex')).toBe(params.hash);
    });
    const { headers } = await kit.call(studyContract.image, { params }, 'auxiliary');
    expect(headers.get('content-type')).toBe('image/jpeg');
    expect(headers.get('cache-control')).toBe('private, max-age=31536000');
    expect(headers.get('etag')).toBe(`"${params.hash}"`);
  });

  it('refuses a picture that no piece shows, a name that is no hash, and whoever may not read', async () => {
    const shipped = await readFile(join(env().contentDir, 'images', 'banner.jpg'));
    const params = { hash: createHash('sha256').update(shipped).digest('hex') };
    await kit.fails(studyContract.image, { params }, 'officer', 'NOT_FOUND');
    const path = { params: { hash: '..%2Fpieces%2Ftwo-officers.md' } };
    await kit.fails(studyContract.image, path, 'officer', 'VALIDATION_FAILED');
    await kit.fails(studyContract.image, { params }, null, 'UNAUTHENTICATED');
    await kit.fails(studyContract.image, { params }, 'noConsent', 'CONSENT_REQUIRED');
  });

  it('refuses a piece that does not exist', async () => {
    await kit.fails(
      studyContract.findPiece,
      { params: { slug: 'no-such-piece' } },
      'officer',
      'NOT_FOUND',
    );
  });
});
