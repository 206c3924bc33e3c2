import { createHash } from 'node:crypto';
import { mediaContract, studyContract, type Media } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { sendPicture } from '../../../test/picture';
import {
  changeOf as change,
  pieceDraft,
  publishedPiece,
  publishPiece,
  takeDown,
  writtenPiece,
} from '../../../test/study-fixture';
import { makeId } from '../../platform/ids';

let kit: Kit;

beforeAll(async () => {
  kit = await Kit.start();
});

afterAll(() => kit.stop());

const { picture, thumbnail } = mediaContract;
const { changePiece, findOwn, findPast, findPiece, image, listPast, writePiece } = studyContract;

const withPicture = ({ id }: Media, body = '') =>
  `开头。\n\n## 一、怎么站\n\n![两人一前一后](${id})${body}`;

describe('a picture in an own piece', () => {
  it('is read by everybody of the bureau while the piece is in use, by the hash of what is shown', async () => {
    const sent = await sendPicture(kit, 'legalOfficer', 'study');
    const piece = await writtenPiece(kit, pieceDraft({ body: withPicture(sent) }));
    const params = { hash: sent.storedSha256 };
    const byId = { params: { mediaId: sent.id } };
    const mayAskById = async (as: PersonKey) => (await kit.call(picture, byId, as)).status === 200;
    // Nobody but its keepers has a draft.
    await kit.fails(image, { params }, 'officer', 'NOT_FOUND');
    expect(await mayAskById('officer')).toBe(false);
    expect(await mayAskById('office')).toBe(true);
    const published = await publishPiece(kit, piece);
    await kit.ok(findPiece, { params: { slug: piece.slug } }, 'auxiliary', ({ images }) =>
      expect(images).toEqual([
        { name: sent.id, sha256: sent.storedSha256, width: sent.width, height: sent.height },
      ]),
    );
    const shown = await kit.call(image, { params }, 'auxiliary');
    expect(shown.status).toBe(200);
    const bytes = new Uint8Array(shown.body as ArrayBuffer);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sent.storedSha256);
    await kit.fails(image, { params }, 'outsider', 'NOT_FOUND');
    const down = await takeDown(kit, published);
    await kit.fails(image, { params }, 'auxiliary', 'NOT_FOUND');
    await kit.fails(picture, byId, 'auxiliary', 'NOT_FOUND');
    await kit.fails(thumbnail, byId, 'auxiliary', 'NOT_FOUND');
    await kit.fails(picture, byId, 'outsiderOffice', 'NOT_FOUND');
    expect(await mayAskById('legalOfficer')).toBe(true);
    // Its keepers go on writing it: the draft says nothing of how the picture is kept.
    expect(down.draft).toEqual(pieceDraft({ body: withPicture(sent) }));
  });

  it.each<[string, (kit: Kit) => Promise<string>]>([
    ['was never sent', async () => makeId()],
    ['was taken for something else', async (by) => (await sendPicture(by, 'office')).id],
    [
      'belongs to another bureau',
      async (by) => (await sendPicture(by, 'outsiderOffice', 'study')).id,
    ],
  ])('that %s is refused by its place', async (_, idOf) => {
    const body = { ...phoneWrite(), draft: pieceDraft({ body: `![图](${await idOf(kit)})` }) };
    const refused = await kit.fails(writePiece, { body }, 'office', 'VALIDATION_FAILED');
    expect(refused.details).toMatchObject([{ path: 'body.draft.body', reason: 'picture_unknown' }]);
  });
});

describe('what people read before a piece was changed', () => {
  it('is kept with who changed it, and shown to its keepers as it was read', async () => {
    const sent = await sendPicture(kit, 'office', 'study');
    const first = await publishedPiece(kit, pieceDraft({ body: withPicture(sent, '\n\n旧。') }));
    const params = { slug: first.slug };
    expect(await kit.ok(listPast, { params }, 'office')).toEqual({ items: [] });
    const mended = pieceDraft({ body: '改了字。', title: '改了题' });
    const second = await kit.ok(changePiece, change(first, mended, false), 'legalOfficer');
    await kit.ok(changePiece, change(second, pieceDraft({ body: '新。' }), true), 'office');
    const who = kit.people.legalOfficer.name;
    await kit.ok(listPast, { params }, 'office', ({ items }) =>
      expect(items).toEqual([
        { version: 1, edition: 2, title: '改了题', until: expect.any(String), changedBy: kit.people.office.name, wasRead: true }, // prettier-ignore
        { version: 1, edition: 1, title: '本局的政治学习', until: expect.any(String), changedBy: who, wasRead: true }, // prettier-ignore
      ]),
    );
    const asked = { params: { ...params, version: 1, edition: 1 } };
    await kit.ok(findPast, asked, 'legalOfficer', (past) => {
      expect(past).toMatchObject({ version: 1, edition: 1, changedBy: who });
      expect(past.piece).toMatchObject({ slug: first.slug, version: 1, progress: null });
      expect(past.piece.body).toBe(withPicture(sent, '\n\n旧。'));
      expect(past.piece.images.map(({ name }) => name)).toEqual([sent.id]);
    });
    const other = { ...params, version: '2', edition: '1' };
    await kit.fails(findPast, { params: other }, 'office', 'NOT_FOUND');
    for (const [as, code] of [
      ['officer', 'FORBIDDEN'],
      ['outsiderOffice', 'NOT_FOUND'],
    ] as const) {
      await kit.fails(listPast, { params }, as, code);
      await kit.fails(findPast, { params: { ...other, version: '1' } }, as, code);
    }
    expect((await kit.ok(findOwn, { params }, 'office')).version).toBe(2);
  });

  it('is told apart from what nobody read, since it was written while the piece was taken down', async () => {
    let piece = await publishedPiece(kit, pieceDraft());
    const params = { slug: piece.slug };
    const say = async (title: string) => {
      piece = await kit.ok(changePiece, change(piece, pieceDraft({ title }), true), 'office');
    };
    const turn = async (to: typeof publishPiece) => {
      piece = await to(kit, piece);
    };
    await say('二');
    await turn(takeDown);
    await say('三');
    await say('四');
    await turn(publishPiece);
    await turn(takeDown);
    await say('五');
    await kit.ok(listPast, { params }, 'office', ({ items }) =>
      expect(items.map(({ title, wasRead }) => [title, wasRead])).toEqual([
        ['四', true],
        ['三', false],
        ['二', true],
        ['本局的政治学习', true],
      ]),
    );
  });
});

it('answers the legal officer’s word again where its answer was lost and the laws are gone since', async () => {
  const laws = [{ name: '行政处罚法', article: '第五条', version: '2021年修订' }];
  const piece = await writtenPiece(kit, pieceDraft({ laws }));
  const params = { slug: piece.slug };
  const word = { state: 'confirmed' as const, text: '国家法律法规数据库', checkedOn: '2026-01-05' };
  const body = { ...phoneWrite(), revision: piece.revision, ...word };
  const said = await kit.ok(studyContract.verifyPiece, { params, body }, 'legalOfficer');
  await kit.ok(changePiece, change(said, pieceDraft(), false), 'office');
  const again = await kit.ok(studyContract.verifyPiece, { params, body }, 'legalOfficer');
  expect(again).toMatchObject({ draft: { laws: [] }, checked: null });
});
