import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { nowDate } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import { OrgService } from '../org';
import { BankRepository, type BankRow } from './bank.repository';
import { sameContent } from './content.rules';
import type { QuestionDocument, QuestionEvent } from './quiz.collection';
import { readShippedQuestions, type ShippedQuestion } from './quiz.content';

/** The product itself, as the maker of what it ships. */
const PRODUCT = 'product';

function shippedEvent(type: 'imported' | 'changed', text: string): QuestionEvent {
  const opId = makeId();
  return { type, at: nowDate(), who: '随系统提供', text, actorId: PRODUCT, opId, opHash: opId };
}

function documentOf(bureau: string, one: ShippedQuestion): QuestionDocument {
  return {
    _id: `${bureau}:${one.code}`,
    bureau,
    code: one.code,
    source: 'shipped',
    state: 'active',
    content: { version: 1, ...one.content },
    past: [],
    verified: one.verified,
    reviewer: null,
    version: 1,
    events: [shippedEvent('imported', '随系统带来')],
    changedAt: nowDate(),
    schemaVersion: 2,
  };
}

/** What a newer release changes in a question that the bureau has not made its own; null: nothing. */
function changeOf(found: BankRow, one: ShippedQuestion) {
  if (found.source !== 'shipped' || sameContent(found.content, one.content)) return null;
  const set = {
    content: { version: found.content.version + 1, ...one.content },
    past: [...found.past, found.content],
    // A confirmation was given to the words before.
    verified: one.verified,
    changedAt: nowDate(),
    reviewer: found.reviewer,
    schemaVersion: 2 as const,
  };
  return { found, set, event: shippedEvent('changed', '随系统更新了内容') };
}

/** Fills each bureau's bank with the shipped questions and brings them up to the release's version. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class ShippedBankService {
  @Inject()
  repository: BankRepository;

  @Inject()
  org: OrgService;

  private readonly filled = new Map<string, Promise<void>>();

  /** Every bureau that is known at boot; one that comes later is filled when first asked for. */
  async fillAll(): Promise<void> {
    const units = await this.org.unitsByPath();
    const bureaus = [...units.values()].filter((unit) => unit.kind === 'bureau');
    for (const bureau of bureaus) await this.fill(bureau._id);
  }

  /** Once in each process; repeats harmlessly. */
  async fill(bureau: string): Promise<void> {
    const begun = this.filled.get(bureau);
    if (begun) return begun;
    const filling = this.fillBank(bureau);
    this.filled.set(bureau, filling);
    filling.catch(() => this.filled.delete(bureau));
    return filling;
  }

  private async fillBank(bureau: string): Promise<void> {
    const shipped = await readShippedQuestions();
    const rows = await this.repository.listBank(bureau);
    const byCode = new Map(rows.map((row) => [row.code, row]));
    const missing = shipped.filter((one) => !byCode.has(one.code));
    await this.repository.insertMissing(missing.map((one) => documentOf(bureau, one)));
    const changes = shipped.flatMap((one) => {
      const found = byCode.get(one.code);
      return (found && changeOf(found, one)) ?? [];
    });
    await this.repository.saveVersions(changes);
  }
}
