import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import type { Filter } from 'mongodb';
import { MongoService } from '../mongo';
import {
  eventId,
  streamRange,
  type EventKey,
  type JournalDefinition,
  type JournalDocument,
  type NewEvent,
} from './journal.definition';
import { Journal, type Appended } from './journal';
import { mongoSink } from './journal.sink';

/** The journals of this process; repositories append and read through it. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class JournalService {
  @Inject()
  mongo: MongoService;

  private readonly journals = new Map<string, Journal<never>>();

  /** Appends one event; see `Journal.append` for when it is done and what it throws. */
  append<E extends JournalDocument>(
    definition: JournalDefinition<E>,
    event: NewEvent<E>,
  ): Promise<Appended<E>> {
    return this.journalOf(definition).append(event);
  }

  /** The events of one stream in their own order, within `reach` (a scope's filter). */
  async listStream<E extends JournalDocument>(
    definition: JournalDefinition<E>,
    stream: string,
    reach: Filter<E> = {},
  ): Promise<E[]> {
    const filter = { $and: [{ _id: streamRange(stream) }, reach] } as Filter<E>;
    const collection = this.mongo.collection(definition.collection);
    return collection.find(filter).sort({ _id: 1 }).toArray() as Promise<E[]>;
  }

  /** The event under one key, within `reach`. */
  async findEvent<E extends JournalDocument>(
    definition: JournalDefinition<E>,
    key: EventKey,
    reach: Filter<E> = {},
  ): Promise<E | null> {
    const filter = { $and: [{ _id: eventId(key) }, reach] } as Filter<E>;
    return this.mongo.collection(definition.collection).findOne(filter) as Promise<E | null>;
  }

  /** Takes no more events and waits until every one that was taken has its answer. */
  async close(): Promise<void> {
    await Promise.all([...this.journals.values()].map((journal) => journal.close()));
  }

  private journalOf<E extends JournalDocument>(definition: JournalDefinition<E>): Journal<E> {
    const { name } = definition.collection;
    let journal = this.journals.get(name) as Journal<E> | undefined;
    if (!journal) {
      journal = new Journal(definition, mongoSink(this.mongo.collection(definition.collection)));
      this.journals.set(name, journal as unknown as Journal<never>);
    }
    return journal;
  }
}
