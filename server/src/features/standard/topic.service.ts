import { Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { readContentJson } from '../../platform/content';

export interface Topic {
  code: string;
  name: string;
  parent: string | null;
}

/** Topics: one code joins standard items, findings, pieces and questions. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class TopicService {
  private topics: Map<string, Topic> | undefined;

  async byCode(): Promise<Map<string, Topic>> {
    if (!this.topics) {
      const list = await readContentJson<Topic[]>('topics.json');
      this.topics = new Map(list.map((topic) => [topic.code, topic]));
    }
    return this.topics;
  }

  async nameOf(code: string): Promise<string> {
    return (await this.byCode()).get(code)?.name ?? code;
  }
}
