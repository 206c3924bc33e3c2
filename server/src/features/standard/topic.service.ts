import { Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { readContentJson } from '../../platform/content';

export interface Topic {
  code: string;
  name: string;
  parent: string | null;
}

/** Topics, a tree: one code joins standard items, findings, pieces and questions. */
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

  /** What each topic is part of, itself first. */
  async lines(): Promise<(code: string) => readonly string[]> {
    const topics = await this.byCode();
    const lineOf = (code: string): string[] => {
      const parent = topics.get(code)?.parent ?? null;
      return parent === null ? [code] : [code, ...lineOf(parent)];
    };
    return lineOf;
  }

  /** A topic and all below it; empty where there is no such topic. */
  async within(code: string): Promise<Set<string>> {
    const [topics, lineOf] = await Promise.all([this.byCode(), this.lines()]);
    return new Set([...topics.keys()].filter((one) => lineOf(one).includes(code)));
  }

  async nameOf(code: string): Promise<string> {
    return (await this.byCode()).get(code)?.name ?? code;
  }
}
