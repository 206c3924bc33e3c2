import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  dayOf,
  type HandlerInput,
  type Page,
  type __camel__Contract,
  type __Pascal__Entry,
} from '@qiangji/shared-types';
import { now } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { recordChanged } from '../../platform/events';
import { registerHolding } from '../../platform/holdings';
import { occurred, type Call } from '../../platform/http';
import { makeId } from '../../platform/ids';
import { toPage } from '../../platform/mongo';
import { presentEntry } from './__kebab__.presenter';
import { __Pascal__Repository } from './__kebab__.repository';
import { isFuture } from './__kebab__.rules';

type Input<K extends keyof typeof __camel__Contract> = HandlerInput<(typeof __camel__Contract)[K]>;

@Provide()
@DiScope(ScopeEnum.Singleton)
export class __Pascal__Service {
  @Inject()
  repository: __Pascal__Repository;

  /** At boot: tells that entries are kept on people. */
  start(): void {
    registerHolding({ name: '__kebab__', count: (personId) => this.repository.countOf(personId) });
  }

  async listEntries(
    query: Input<'listEntries'>['query'],
    call: Call,
  ): Promise<Page<__Pascal__Entry>> {
    const rows = await this.repository.listEntries(call.scope, query);
    const page = toPage(rows, query.limit, (row) => [row._id]);
    return { ...page, items: page.items.map(presentEntry) };
  }

  async appendEntry(body: Input<'appendEntry'>['body'], call: Call): Promise<__Pascal__Entry> {
    if (isFuture(body.day, now())) throw new AppError('DATE_IN_FUTURE');
    const { personId, unitPath } = call.actor;
    const time = occurred(call, body.deviceAt);
    const { record } = await this.repository.appendEntry({
      _id: makeId(),
      actorId: personId,
      opId: body.opId,
      opHash: call.opHash,
      unitPath,
      day: body.day,
      text: body.text,
      ...time,
      schemaVersion: 1,
    });
    const day = dayOf(record.occurredAt.getTime());
    await recordChanged({ feature: '__kebab__', personId, unitPath: record.unitPath, day });
    return presentEntry(record);
  }
}
