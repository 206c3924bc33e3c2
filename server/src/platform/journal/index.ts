export { defineJournal, eventId, streamRange } from './journal.definition';
export type { EventKey, JournalDefinition, JournalDocument, NewEvent } from './journal.definition';
export { Journal, LIMITS, LONGEST_MS, type Appended, type JournalLimits } from './journal';
export { mongoSink, type JournalSink, type Outcome } from './journal.sink';
export { JournalService } from './journal.service';
