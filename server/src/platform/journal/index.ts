export {
  defineJournal,
  definePackedJournal,
  documentOf,
  eventId,
  eventKey,
  streamRange,
} from './journal.definition';
export type { EventForm, EventKey, JournalDefinition, JournalDocument } from './journal.definition';
export { Journal, LIMITS, LONGEST_MS, type Appended, type JournalLimits } from './journal';
export { mongoSink, type JournalSink, type Outcome } from './journal.sink';
export { JournalService } from './journal.service';
