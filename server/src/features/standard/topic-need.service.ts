import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { nowDate } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import type { TopicNeedDocument } from './topic-need.collection';
import { TopicNeedRepository, type NeedKey } from './topic-need.repository';

export interface NewTopicNeed {
  personId: string;
  unitPath: string;
  topic: string;
  findingId: string;
  reason: string;
  pieceSlug: string | null;
}

/** The loop's memory: findings put needs here, practice and study take them up. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class TopicNeedService {
  @Inject()
  repository: TopicNeedRepository;

  /** Notes each once for its finding and person; of a repeat the words count. */
  async appendAll(needs: readonly NewTopicNeed[]): Promise<void> {
    const createdAt = nowDate();
    await this.repository.append(
      needs.map((need) => ({
        _id: makeId(),
        ...need,
        createdAt,
        practice: null,
        schemaVersion: 1 as const,
      })),
    );
  }

  /** Asks them of nobody any more: what was found was taken back. What was answered for them stays. */
  async withdraw(needs: readonly NeedKey[]): Promise<void> {
    await this.repository.saveWithdrawn(needs, nowDate());
  }

  /** The same with all needs of these findings but those that are kept. */
  async withdrawOthers(findingIds: readonly string[], kept: readonly NeedKey[]): Promise<void> {
    const stay = new Set(kept.map(keyOf));
    const standing = await this.repository.listOfFindings(findingIds);
    await this.withdraw(standing.filter((one) => !stay.has(keyOf(one))));
  }

  /** What needs ask by now: the words, or null where nothing of it stands. */
  async reasonsOf(needIds: readonly string[]): Promise<Map<string, string | null>> {
    const found = await this.repository.listByIds(needIds);
    return new Map(
      found.map(({ _id, reason, withdrawnAt }) => [_id, withdrawnAt ? null : reason] as const),
    );
  }

  /** Needs that no practice has taken up yet, oldest first. */
  async listWaiting(personId: string): Promise<TopicNeedDocument[]> {
    return this.repository.listWaiting(personId);
  }

  /** The latest needs, newest first, whether a practice has taken them up or not. */
  async listLatest(personId: string): Promise<TopicNeedDocument[]> {
    return this.repository.listLatest(personId);
  }

  /** Notes that a day's practice holds these questions for a need. */
  async takeUp(needId: string, day: string, questionIds: string[]): Promise<void> {
    await this.repository.savePractice(needId, { day, questionIds, at: nowDate() });
  }
}

const keyOf = ({ findingId, personId }: NeedKey) => `${findingId} ${personId}`;
