import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { KEEPERS } from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { NoticeService } from '../notice';
import { OrgService } from '../org';
import { BankRepository } from './bank.repository';
import { BankService } from './bank.service';
import { UNVERIFIED } from './content.rules';
import { isStillWrong, type WrongKeys } from './doubt.rules';
import type { QuestionDocument } from './quiz.collection';

/** A keeper may change the question at the same moment: it is looked at again, so often. */
const ROUNDS = 5;

/** The key of a question turned out to be wrong where it was asked. */
export interface KeyDoubt extends WrongKeys {
  /** Of the word that said so; told twice it counts once. */
  id: string;
  bureau: string;
  code: string;
  actorId: string;
  /** In the words of whoever said so. */
  reason: string;
  at: Date;
}

/** Takes a question out of use whose key is in doubt, until a keeper of the bank puts it into use again. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class DoubtService {
  @Inject()
  repository: BankRepository;

  @Inject()
  bank: BankService;

  @Inject()
  org: OrgService;

  @Inject()
  notices: NoticeService;

  async raise(doubt: KeyDoubt): Promise<void> {
    const { bureau, code } = doubt;
    for (let round = 0; round < ROUNDS; round += 1) {
      const found = await this.repository.findQuestion({ unitPaths: [bureau] }, code);
      if (!found) return;
      const isKnown = found.events.some(({ opId }) => opId === doubt.id);
      // Whatever else of it was changed since: one that asks by another key by now is left alone.
      if (!isKnown && !isStillWrong(found.content, doubt)) return;
      if (isKnown || (await this.isTaken(found, doubt))) {
        await this.bank.renew(bureau, [code]);
        return this.tell(doubt, found.content.stem);
      }
    }
    throw new AppError('BUSY', { internal: `question ${code} is changed all the time` });
  }

  /** False where somebody changed the question meanwhile. */
  private async isTaken(found: WithId<QuestionDocument>, doubt: KeyDoubt): Promise<boolean> {
    const { id, actorId, reason, at } = doubt;
    const who = (await this.org.personsById([actorId])).get(actorId)?.name ?? '';
    const text = `考试里改了标准答案，先不出了，等核对：${reason}`;
    const event = { type: 'state' as const, at, who, text, actorId, opId: id, opHash: id };
    const $set = {
      state: found.state === 'active' ? ('draft' as const) : found.state,
      verified: UNVERIFIED,
      doubt: { reason, at },
      changedAt: nowDate(),
    };
    try {
      await this.repository.saveStep(found, event, { $set });
      return true;
    } catch (error) {
      if (error instanceof AppError && error.code === 'VERSION_CONFLICT') return false;
      throw error;
    }
  }

  private async tell({ id, bureau, code, reason }: KeyDoubt, stem: string): Promise<void> {
    const keepers = await this.org.holdersIn(KEEPERS, bureau);
    const words = {
      title: '题库有一道题等核对',
      text: `考试里改了它的标准答案，先不出了。${stem}。理由：${reason}`,
    };
    const link = { feature: 'quiz', page: 'bank', id: code };
    await this.notices.appendAll(
      keepers.map(({ _id: personId }) => ({
        ...{ personId, unitPath: bureau, kind: 'question', link, ...words },
        key: `question-doubted:${id}`,
      })),
    );
  }
}
