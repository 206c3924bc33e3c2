import { MediaService } from '../../features/media';
import { OrgService } from '../../features/org';
import { questionCollection, ShippedBankService } from '../../features/quiz';
import type { OwnPieceDocument } from '../../features/study';
import { BUREAU } from '../org';
import type { SeedContext, SeedPart } from '../plan';
import type { ExamBank } from './exam/bank';
import { readContent, type PhotoFile } from './ground';
import { documentsOf, makeHistory, type PlannedPhoto } from './history';
import { PIECE_PICTURE } from './own-pieces';

/** Documents in one write; a round trip costs more than a document. */
const BATCH = 1_000;

/** What people signed with is a picture too. */
const SIGNATURE = 'signed-notice';

/** Originals, copies and thumbnails, made as of any upload. */
async function keepPhotos(
  context: SeedContext,
  photos: PlannedPhoto[],
  bytes: Map<string, Buffer>,
) {
  const media = await context.container.getAsync(MediaService);
  await Promise.all(
    photos.map(async ({ name, mediaId, sha256, uploaderId, unitPath, receivedAt, viewers }) => {
      const purpose = name === SIGNATURE ? ('signature' as const) : ('evidence' as const);
      const announced = { mediaId, sha256, purpose };
      const owner = { personId: uploaderId, unitPath };
      await media.keep(bytes.get(name)!, announced, owner, receivedAt);
      await media.grantTo(uploaderId, [mediaId], viewers);
    }),
  );
}

/** The picture that an own piece shows: how it is asked for is known once it was kept. */
async function keepPiecePicture(
  { container, people, nowMs }: SeedContext,
  ownPieces: readonly OwnPieceDocument[],
  files: readonly PhotoFile[],
) {
  const { name, mediaId } = PIECE_PICTURE;
  const file = files.find((one) => one.name === name);
  const author = people.find(({ _id }) => _id === ownPieces[0]?.events[0]?.actorId);
  if (!file || !author) throw new Error(`the demo's piece lacks ${name} or its author`);
  const { bytes, sha256 } = file;
  const media = await container.getAsync(MediaService);
  const announced = { mediaId, sha256, purpose: 'study' as const };
  const owner = { personId: author._id, unitPath: author.unitPath };
  const { media: kept } = await media.keep(bytes, announced, owner, new Date(nowMs));
  const { storedSha256, width, height } = kept;
  for (const { content } of ownPieces) {
    if (!content.body.includes(mediaId)) continue;
    content.images = [{ name: mediaId, sha256: storedSha256, width, height }];
  }
}

/** What the legal section did to the bank; a seeding that begins anew finds it done. */
async function keepBank({ mongo }: SeedContext, { own, confirmed }: ExamBank, at: Date) {
  await mongo.collection(questionCollection).bulkWrite(
    [
      ...own.map((one) => ({
        replaceOne: { filter: { _id: one._id }, replacement: one, upsert: true },
      })),
      ...confirmed.map(({ questionId, verified, event }) => ({
        updateOne: {
          filter: { _id: questionId, 'verified.state': { $ne: verified.state } },
          update: {
            $set: { verified, changedAt: at },
            $push: { events: event },
            $inc: { version: 1 },
          },
        },
      })),
    ],
    { ordered: false },
  );
}

/** Sixty days of everything, made in memory and put in by a few dozen writes. */
export const historyPart: SeedPart = {
  name: 'sixty days of history',
  async run(context) {
    const { container, mongo, random, today, nowMs, units, people } = context;
    (await container.getAsync(OrgService)).forget();
    // Practice names questions of the bureau's bank, which is filled when it is first asked for.
    await (await container.getAsync(ShippedBankService)).fill(BUREAU);
    const content = await readContent();
    const history = makeHistory({ random, today, nowMs, units, people, content });
    await keepPiecePicture(context, history.ownPieces, content.photos);
    for (const { name, documents } of documentsOf(history)) {
      const collection = mongo.db.collection(name);
      for (let i = 0; i < documents.length; i += BATCH) {
        await collection.insertMany(documents.slice(i, i + BATCH), { ordered: false });
      }
    }
    await keepBank(context, history.exams.bank, new Date(nowMs));
    const bytes = new Map(content.photos.map((photo) => [photo.name, photo.bytes]));
    await keepPhotos(context, history.photos, bytes);
  },
};
