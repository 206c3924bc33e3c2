import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { dayOf, monthDay } from '@qiangji/shared-types';
import { now } from '../../platform/clock';
import { NoticeService } from '../notice';
import { OrgService } from '../org';

/** What one write changes of somebody's days; a shift that is only taken back has no name. */
export interface PlanChange {
  personId: string;
  day: string;
  shift: string | null;
}

/** A line of the inbox is read in passing: the rest stands in the rota. */
const MAX_DAYS = 4;

/** 12月1日早班、12月2日夜班，12月3日的撤了. */
export function changeText(changes: readonly PlanChange[]): string {
  const planned = new Set(changes.filter((one) => one.shift !== null).map((one) => one.day));
  const gone = changes.filter((one) => one.shift === null && !planned.has(one.day));
  const words = [...changes.filter((one) => one.shift !== null), ...gone]
    .sort((a, b) => (a.day < b.day ? -1 : 1))
    .map(({ day, shift }) =>
      shift === null ? `${monthDay(day)}的撤了` : `${monthDay(day)}${shift}`,
    );
  const more = words.length > MAX_DAYS ? `等 ${words.length} 天` : '';
  return words.slice(0, MAX_DAYS).join('、') + more;
}

/** Tells people of their own rota: once for each write, however many days it changes for them. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class RotaNews {
  @Inject()
  notices: NoticeService;

  @Inject()
  org: OrgService;

  /** Days that have passed are nobody's news, and whoever planned it knows. */
  async changed(
    { actorId, opId }: { actorId: string; opId: string },
    changes: readonly PlanChange[],
  ): Promise<void> {
    const today = dayOf(now());
    const coming = changes.filter(({ personId, day }) => day >= today && personId !== actorId);
    const byPerson = new Map<string, PlanChange[]>();
    for (const one of coming) {
      byPerson.set(one.personId, [...(byPerson.get(one.personId) ?? []), one]);
    }
    const people = await this.org.personsById([...byPerson.keys()]);
    await this.notices.appendAll(
      [...byPerson].flatMap(([personId, own]) => {
        const person = people.get(personId);
        if (!person) return [];
        return {
          personId,
          unitPath: person.unitPath,
          kind: 'rota',
          title: own.some(({ shift }) => shift !== null) ? '给你排了班' : '你的班有变',
          text: changeText(own),
          link: { feature: 'duty-log', page: 'my-rota', id: own[0]!.day },
          key: `rota:${actorId}:${opId}`,
        };
      }),
    );
  }
}
