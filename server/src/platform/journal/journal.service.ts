import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import type { Filter } from 'mongodb';
import { MongoService } from '../mongo';
import {
  eventId,
  streamRange,
  type EventKey,
  type JournalDefinition,
  type JournalDocument,
} from './journal.definition';
import { Journal, type Appended } from './journal';
import { mongoSink } from './journal.sink';

/** The journals of this process; repositories append and read through it. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class JournalService {
  @Inject()
  mongo: MongoService;

  private readonly journals = new Map<string, Pick<Journal<unknown>, 'close'>>();

  /** Appends one event; see `Journal.append` for when it is done and what it throws. */
  append<E, D extends JournalDocument>(
    definition: JournalDefinition<E, D>,
    event: E,
  ): Promise<Appended<E>> {
    return this.journalOf(definition).append(event);
  }

  /** The events of one stream in their own order, within `reach` (a scope's filter). */
  async listStream<E, D extends JournalDocument>(
    definition: JournalDefinition<E, D>,
    stream: string,
    reach: Filter<D> = {},
  ): Promise<E[]> {
    const filter = { $and: [{ _id: streamRange(stream) }, reach] } as Filter<D>;
    const collection = this.mongo.collection(definition.collection);
    const found = (await collection.find(filter).sort({ _id: 1 }).toArray()) as D[];
    return found.map((document) => definition.unpack(document));
  }

  /** The event under one key, within `reach`. */
  async findEvent<E, D extends JournalDocument>(
    definition: JournalDefinition<E, D>,
    key: EventKey,
    reach: Filter<D> = {},
  ): Promise<E | null> {
    const filter = { $and: [{ _id: eventId(key) }, reach] } as Filter<D>;
    const found = (await this.mongo.collection(definition.collection).findOne(filter)) as D | null;
    return found && definition.unpack(found);
  }

  /** Takes no more events and waits until every one that was taken has its answer. */
  async close(): Promise<void> {
    await Promise.all([...this.journals.values()].map((journal) => journal.close()));
  }

  private journalOf<E, D extends JournalDocument>(
    definition: JournalDefinition<E, D>,
  ): Journal<E, D> {
    const { name } = definition.collection;
    let journal = this.journals.get(name) as Journal<E, D> | undefined;
    if (!journal) {
      journal = new Journal(definition, mongoSink(this.mongo.collection(definition.collection)));
      this.journals.set(name, journal);
    }
    return journal;
  }
}
