import { createHash } from 'node:crypto';
import {
  checklist,
  dutyCatalogue,
  type Checklist,
  type DutyCatalogue,
  type QuizSettings,
} from '@qiangji/shared-types';
import type { PersonDocument, UnitDocument } from '../../features/org';
import { readQuizSettings, readShippedQuestions, type ShippedQuestion } from '../../features/quiz';
import { readShippedPieces, type PieceDocument } from '../../features/study';
import { listContent, readContentImage, readContentJson } from '../../platform/content';
import type { SeededRandom } from '../random';

export interface PhotoFile {
  /** File name without its ending. */
  name: string;
  bytes: Buffer;
  sha256: string;
}

/** What ships with the product and the history refers to. */
export interface Content {
  pieces: PieceDocument[];
  questions: ShippedQuestion[];
  /** Every version, the oldest first. */
  quiz: QuizSettings[];
  checklists: Map<string, Checklist>;
  duty: DutyCatalogue;
  photos: PhotoFile[];
}

/** Everything that a history follows from: the same ground gives the same history. */
export interface Ground {
  random: SeededRandom;
  today: string;
  nowMs: number;
  units: UnitDocument[];
  people: PersonDocument[];
  content: Content;
}

/** What a piece shows explains and is no photo of anything. */
async function readPhotos(pieces: readonly PieceDocument[]): Promise<PhotoFile[]> {
  const drawn = new Set(pieces.flatMap(({ images = [] }) => images));
  const files = (await listContent('images', '.jpg')).filter((file) => !drawn.has(file));
  return Promise.all(
    files.map(async (file) => {
      const bytes = await readContentImage(file);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { name: file.slice(0, -'.jpg'.length), bytes, sha256 };
    }),
  );
}

export async function readContent(): Promise<Content> {
  const names = await listContent('checklists', '.json');
  const lists = await Promise.all(
    names.map(async (name) => checklist.parse(await readContentJson(`checklists/${name}`))),
  );
  const pieces = await readShippedPieces();
  return {
    pieces,
    questions: await readShippedQuestions(),
    quiz: await readQuizSettings(),
    checklists: new Map(lists.map((list) => [list.code, list])),
    duty: dutyCatalogue.parse(await readContentJson('duty.json')),
    photos: await readPhotos(pieces),
  };
}
