import { MediaService } from '../../features/media';
import { OrgService } from '../../features/org';
import { questionCollection, ShippedBankService } from '../../features/quiz';
import { BUREAU } from '../org';
import type { SeedContext, SeedPart } from '../plan';
import type { ExamBank } from './exam/bank';
import { readContent } from './ground';
import { documentsOf, makeHistory, type PlannedPhoto } from './history';

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
