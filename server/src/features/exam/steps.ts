import { AppError } from '../../platform/errors';
import { occurred, type Call } from '../../platform/http';
import { findEvent, type RecordEvent, type Stepped } from '../../platform/mongo';

interface StepWrite {
  opId: string;
  deviceAt: string;
}

/** A step in a record's life, as this call takes it. */
export function stepOf(type: string, body: StepWrite, call: Call): RecordEvent {
  const { occurredAt } = occurred(call, body.deviceAt);
  const { actor, opHash } = call;
  return { type, at: occurredAt, actorId: actor.personId, opId: body.opId, opHash };
}

/** Whether the step was taken before. Throws `VERSION_CONFLICT` where the record was not seen as it is. */
export function wasTaken(record: Stepped, step: RecordEvent, version: number): boolean {
  if (findEvent(record, step)) return true;
  if (record.version !== version) throw new AppError('VERSION_CONFLICT');
  return false;
}
