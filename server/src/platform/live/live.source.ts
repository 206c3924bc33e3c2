import type { Contract, HandlerInput, ResponseOf } from '@qiangji/shared-types';
import type { Entered } from '../http';

/** What one read brought, for all listeners of the topic together. */
export interface Reading<Shared> {
  /** Another one: something that a listener sees has changed. */
  mark: string;
  shared: Shared;
  /** Nothing will ever change again. */
  over: boolean;
}

/** How a `live` route is listened to: one read serves all who listen to the same topic. */
export interface LiveSource<C extends Contract, Shared, Guest> {
  contract: C;
  /** What listeners share, e.g. the id of a contest. */
  topicOf(input: Pick<HandlerInput<C>, 'params'>): string;
  /** Throws what the route would throw; answers what is needed to show this listener its own. */
  enter(input: Pick<HandlerInput<C>, 'params'>, call: Entered): Promise<Guest>;
  /** Reads the database once, whoever listens. */
  read(topic: string): Promise<Reading<Shared>>;
  /** The route's answer for one listener; pure. The same object for those who see the same. */
  show(shared: Shared, guest: Guest): ResponseOf<C>;
}

/** A source whose types nobody needs any more. */
export type AnySource = LiveSource<Contract, unknown, unknown>;
