import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { dayOf } from '@qiangji/shared-types';
import { bureauOf, type Actor } from '../../platform/actor';
import { recordChanged } from '../../platform/events';
import { BankService } from './bank.service';
import { memoryIdOf, type AnswerDocument, type MemoryDocument } from './quiz.collection';
import { QuizRepository } from './quiz.repository';
import { foldMemory } from './quiz.rules';
import { QuizSettingsService } from './settings.service';

type Who = Pick<Actor, 'personId' | 'unitPath'>;

/** What is kept under an op; `right` is null while its key may not be seen. */
interface Stored {
  opHash: string;
  right: boolean | null;
}

/** Puts answers where they belong: into memory at once, or by until their keys may be seen. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class AnswerKeeping {
  @Inject()
  repository: QuizRepository;

  @Inject()
  bank: BankService;

  @Inject()
  settings: QuizSettingsService;

  /** Keeps answers of one person, each once; tells by op what is now kept under it. */
  async keep(who: Who, answers: readonly AnswerDocument[]): Promise<Map<string, Stored>> {
    const { personId } = who;
    const held = await this.release(who);
    const isSecret = await this.secretIn(who);
    const waiting = new Map(held.map(({ opId, opHash }) => [opId, { opHash, right: null }]));
    const fresh = answers.filter((one) => !waiting.has(one.opId));
    const open = fresh.filter((one) => !isSecret(one));
    const laid = await this.repository.appendHeld(personId, fresh.filter(isSecret));
    const stored = await this.repository.appendAnswers(personId, open);
    await this.follow(who, open);
    const hidden = [...laid].map(([opId, opHash]) => [opId, { opHash, right: null }] as const);
    return new Map<string, Stored>([...waiting, ...hidden, ...stored]);
  }

  /** Lets go what may count now; answers what still waits. A crash in between is mended by the next call. */
  async release(who: Who): Promise<AnswerDocument[]> {
    const held = await this.repository.listHeld(who.personId);
    if (held.length === 0) return held;
    const isSecret = await this.secretIn(who);
    const free = held.filter((one) => !isSecret(one));
    if (free.length === 0) return held;
    await this.repository.appendAnswers(who.personId, free);
    await this.follow(who, free);
    await this.repository.removeHeld(free);
    return held.filter(isSecret);
  }

  /**
   * Whether nothing may be told of an answer now: its question is on a paper still to be sat, or was put
   * back to draft after the phone had it. A draft may be on a paper next.
   */
  private async secretIn({ unitPath }: Who): Promise<(one: AnswerDocument) => boolean> {
    const bureau = bureauOf(unitPath);
    const withheld = await this.bank.withheldIn(bureau);
    const bank = await this.bank.bankOf(bureau);
    return ({ questionCode }) =>
      withheld.has(questionCode) || bank.get(questionCode)?.state === 'draft';
  }

  private async follow({ personId, unitPath }: Who, answers: AnswerDocument[]): Promise<void> {
    await this.foldAgain(personId, unitPath, answers);
    const days = new Set(answers.map((one) => dayOf(one.occurredAt.getTime())));
    for (const day of days) await recordChanged({ feature: 'quiz', personId, unitPath, day });
  }

  /**
   * Folds the pairs of person and question that a batch touched from all their answers, those of a
   * repeat too: a crash may have come between the answers and their fold.
   */
  private async foldAgain(
    personId: string,
    unitPath: string,
    touched: readonly AnswerDocument[],
  ): Promise<void> {
    const topics = new Map(touched.map((one) => [one.questionCode, one.topic]));
    if (topics.size === 0) return;
    const byCode = new Map<string, AnswerDocument[]>();
    for (const answer of await this.repository.listAnswers(personId, [...topics.keys()])) {
      byCode.set(answer.questionCode, [...(byCode.get(answer.questionCode) ?? []), answer]);
    }
    const history = await this.settings.history();
    const snapshots = [...byCode].flatMap(([questionCode, answers]): MemoryDocument[] => {
      const memory = foldMemory(answers, history);
      if (!memory) return [];
      const _id = memoryIdOf(personId, questionCode);
      const topic = topics.get(questionCode) ?? '';
      return [{ _id, personId, unitPath, questionCode, topic, ...memory, schemaVersion: 1 }];
    });
    await this.repository.saveMemory(snapshots);
  }
}
