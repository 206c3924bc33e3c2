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
 * costs there goes by its fields (measured: an answer of this form a quarter less than one with everything in it).
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

function answerOf(text: string, key: Pick<AnswerEvent, OfKey>): AnswerEvent {
  const { at, deviceAt, writtenAt, ...said } = read(text);
  const event = { type: 'answer' as const, ...key, at: new Date(at), deviceAt: new Date(deviceAt) };
  return { ...event, ...said, ...(writtenAt !== undefined && { writtenAt: new Date(writtenAt) }) };
}

/** One that nobody can read is told where it is graded, and not to whoever reads the events beside it. */
function read(text: string): Said {
  try {
    return JSON.parse(text) as Said;
  } catch {
    return { at: 0, deviceAt: 0, code: UNREAD, answer: { kind: 'short_answer', text } };
  }
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
    if ('said' in document) return answerOf(document.said, key);
    const { _id, ...rest } = document;
    return { ...rest, ...key };
  },
};
