import { eventKey, type EventForm, type JournalDocument } from '../../platform/journal';
import { UNREAD, type AnswerEvent, type AttemptEvent } from './attempt.events';

/** What the `_id` of an event says by itself. */
type OfKey = 'attemptId' | 'seq';

/** Of an answer all but its `_id`, as JSON; times in ms. */
interface AnswerDocument extends JournalDocument {
  said: string;
}

interface Said extends Omit<AnswerEvent, OfKey | 'type' | 'at' | 'deviceAt' | 'writtenAt'> {
  at: number;
  deviceAt: number;
  writtenAt?: number;
}

type OtherEvent = Exclude<AttemptEvent, AnswerEvent>;
type Packed<E> = E extends OtherEvent ? Omit<E, OfKey> & JournalDocument : never;

/**
 * An event as it lies in the database. Most are answers, and a whole bureau writes them at once: what a document
 * costs there goes by its fields (measured: an answer of this form a fifth less than one with everything in it).
 * So its attempt and its place stand in its `_id` alone, and an answer, of which nothing is looked for, is one text.
 */
export type EventDocument = AnswerDocument | Packed<OtherEvent>;

/** As earlier versions kept them: everything as it is. */
type WholeDocument = AttemptEvent & JournalDocument;

function saidBy({ at, deviceAt, code, answer, writtenAt, ahead }: AnswerEvent): string {
  const said: Said = { at: at.getTime(), deviceAt: deviceAt.getTime(), code, answer };
  if (writtenAt) said.writtenAt = writtenAt.getTime();
  if (ahead) said.ahead = ahead;
  return JSON.stringify(said);
}

function isSaid(said: unknown): said is Said {
  const { at, deviceAt, code, answer } = (said ?? {}) as Partial<Said>;
  const isTimed = typeof at === 'number' && typeof deviceAt === 'number';
  return isTimed && Boolean(code) && typeof answer === 'object' && answer !== null;
}

function read(text: string | undefined): Said | null {
  try {
    const said: unknown = JSON.parse(text ?? '');
    return isSaid(said) ? said : null;
  } catch {
    return null;
  }
}

/** One that nobody can read is told where it is graded, and not to whoever reads the events beside it. */
function answerOf(text: string | undefined, key: Pick<AnswerEvent, OfKey>): AnswerEvent {
  const type = 'answer' as const;
  const said = read(text);
  if (!said) {
    const never = new Date(0);
    const answer = { kind: 'short_answer' as const, text: '' };
    return { type, ...key, at: never, deviceAt: never, code: UNREAD, answer };
  }
  const { at, deviceAt, writtenAt, ...rest } = said;
  const event = { type, ...key, at: new Date(at), deviceAt: new Date(deviceAt), ...rest };
  return writtenAt === undefined ? event : { ...event, writtenAt: new Date(writtenAt) };
}

export const eventForm: EventForm<AttemptEvent, EventDocument> = {
  pack(_id, event) {
    if (event.type === 'answer') return { _id, said: saidBy(event) };
    const { attemptId: _stream, seq: _place, ...rest } = event;
    return { _id, ...rest };
  },

  unpack(document: EventDocument | WholeDocument): AttemptEvent {
    const [attemptId, place] = eventKey(document._id);
    const key = { attemptId, seq: Number(place) };
    // Without either it is of a form that comes after this one: no blank answer, at any rate.
    if (!('type' in document)) return answerOf(document.said, key);
    const { _id, ...rest } = document;
    return { ...rest, ...key };
  },
};
