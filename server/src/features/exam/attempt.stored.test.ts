import type { PartAnswer, QuestionAnswer } from '@qiangji/shared-types';
import fc from 'fast-check';
import { BSON } from 'mongodb';
import { documentOf } from '../../platform/journal';
import { attemptJournal } from './attempt.collection';
import { UNREAD, type AttemptEvent } from './attempt.events';
import { foldAttempt } from './attempt.rules';
import { eventForm, type EventDocument } from './attempt.stored';

const text = fc.string({ unit: 'binary' });
const part: fc.Arbitrary<PartAnswer> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('single' as const, 'multiple' as const, 'true_false' as const),
    chosen: fc.array(text),
  }),
  fc.record({
    kind: fc.constant('fill_in' as const),
    blanks: fc.array(fc.record({ id: text, text })),
  }),
  fc.record({ kind: fc.constantFrom('numeric' as const, 'short_answer' as const), text }),
);
const answer: fc.Arbitrary<QuestionAnswer> = fc.oneof(
  part,
  fc.record({
    kind: fc.constant('case' as const),
    parts: fc.array(fc.record({ id: text, answer: part })),
  }),
);
const when = fc.date({ noInvalidDate: true });
const base = {
  attemptId: fc.base64String({ minLength: 1, maxLength: 32 }),
  seq: fc.nat({ max: 9_999_999 }),
  at: when,
  deviceAt: when,
};
const device = { deviceId: fc.string(), opId: fc.uuid() };
const mark = { mark: when, by: fc.string() };

/** Whatever may happen in an attempt. */
const happened: fc.Arbitrary<AttemptEvent> = fc.oneof(
  fc.record({
    ...{ ...base, ...device, type: fc.constant('start' as const), startOf: fc.uuid() },
    ...{ sittingId: fc.uuid(), personId: fc.uuid(), unitPath: fc.string(), no: fc.nat() },
  }),
  fc.record({ ...base, ...device, ...mark, type: fc.constant('take' as const) }),
  fc.record({ ...base, ...mark, type: fc.constant('submit' as const) }),
  fc.record({ ...base, type: fc.constant('leave' as const), awayMs: fc.nat() }),
  fc.record(
    {
      ...{
        ...base,
        type: fc.constant('answer' as const),
        code: fc.string({ minLength: 1 }),
        answer,
      },
      ...{ writtenAt: when, ahead: fc.constant(true as const) },
    },
    { requiredKeys: ['attemptId', 'seq', 'at', 'deviceAt', 'type', 'code', 'answer'] },
  ),
);

/** There and back, as the journal's own command sends it. */
function throughDatabase<D extends BSON.Document>(document: D): D {
  return BSON.deserialize(BSON.serialize(document, { ignoreUndefined: true })) as D;
}

describe('an event in the database', () => {
  it('says all that it said before', () => {
    fc.assert(
      fc.property(happened, (event) => {
        const document = throughDatabase(documentOf(attemptJournal, event));
        expect(eventForm.unpack(document)).toEqual(event);
        expect(document).not.toHaveProperty('attemptId');
        expect(document).not.toHaveProperty('seq');
        if (event.type === 'answer') expect(Object.keys(document)).toEqual(['_id', 'said']);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is read also as earlier versions kept it', () => {
    fc.assert(
      fc.property(happened, (event) => {
        const { _id } = documentOf(attemptJournal, event);
        const before = throughDatabase({ _id, ...event }) as unknown as EventDocument;
        expect(eventForm.unpack(before)).toEqual(event);
      }),
    );
  });

  it.each([
    ['torn', { said: '{"code":"a' }],
    ['null', { said: 'null' }],
    ['without its answer', { said: '{"at":1,"deviceAt":1,"code":"a"}' }],
    [
      'without its question',
      { said: '{"at":1,"deviceAt":1,"answer":{"kind":"numeric","text":""}}' },
    ],
    ['of a form that is not known', { text: 'a' }],
  ])('is no answer to any question where nobody can read it: %s', (_name, rest) => {
    const document = { _id: 'one:0000000001', ...rest } as unknown as EventDocument;
    const event = eventForm.unpack(document);
    expect(event).toMatchObject({ type: 'answer', attemptId: 'one', seq: 1, code: UNREAD });
    expect(foldAttempt([event])).toMatchObject({ answers: [], lastSeq: 1 });
  });
});
