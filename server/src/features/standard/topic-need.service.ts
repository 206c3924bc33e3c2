import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { nowDate } from '../../platform/clock';
import { makeId } from '../../platform/ids';
import type { TopicNeedDocument } from './topic-need.collection';
import { TopicNeedRepository } from './topic-need.repository';

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

  async append(need: NewTopicNeed): Promise<void> {
    await this.repository.append({
      _id: makeId(),
      ...need,
      createdAt: nowDate(),
      practice: null,
      schemaVersion: 1,
    });
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
