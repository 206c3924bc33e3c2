import type { QuestionAnswer } from '@qiangji/shared-types';
import { eventKey, type EventForm, type JournalDocument } from '../../platform/journal';
import type { AnswerEvent, AttemptEvent } from './attempt.events';

/** What the `_id` of an event says by itself. */
type OfKey = 'attemptId' | 'seq';

type Packed<E extends AttemptEvent> = E extends AnswerEvent
  ? Omit<E, OfKey | 'answer'> & JournalDocument & { answer: string }
  : Omit<E, OfKey> & JournalDocument;

/**
 * An event as it lies in the database. Most are answers, and a whole bureau writes them at once: what a document
 * costs there goes by its fields (measured: an answer of this form a fifth less than one with everything in it).
 * So its attempt and its place stand in its `_id` alone, and what was answered, which nothing looks for, is JSON.
 */
export type EventDocument = Packed<AttemptEvent>;

/** As earlier versions kept them: everything as it is. */
type WholeDocument = AttemptEvent & JournalDocument;

function packAnswer(_id: string, event: AnswerEvent): Packed<AnswerEvent> {
  const { type, at, deviceAt, code, writtenAt, ahead } = event;
  const answer = JSON.stringify(event.answer);
  const packed = { _id, type, at, deviceAt, code, answer };
  // Field by field: to copy all but some costs more than all the rest of it.
  return writtenAt || ahead ? { ...packed, writtenAt, ahead } : packed;
}

/** One that nobody can read fails where it is graded, not whoever reads the events beside it. */
function answerOf(text: string): QuestionAnswer {
  try {
    return JSON.parse(text) as QuestionAnswer;
  } catch {
    return text as never;
  }
}

export const eventForm: EventForm<AttemptEvent, EventDocument> = {
  pack(_id, event) {
    if (event.type === 'answer') return packAnswer(_id, event);
    const { attemptId: _stream, seq: _place, ...rest } = event;
    return { _id, ...rest };
  },

  unpack({ _id, ...rest }: EventDocument | WholeDocument): AttemptEvent {
    const [attemptId, place] = eventKey(_id);
    const key = { attemptId, seq: Number(place) };
    if (rest.type !== 'answer') return { ...rest, ...key };
    const { answer } = rest;
    return { ...rest, ...key, answer: typeof answer === 'string' ? answerOf(answer) : answer };
  },
};
