import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { afterCursor, allOf, daysWithin, MongoService } from '../../platform/mongo';
import { scopeFilter, withinUnit, type Scope } from '../../platform/policy';
import {
  findingCollection,
  tallyCollection,
  type FindingDocument,
  type TallyDocument,
} from './spot-check.collection';

export interface Range {
  /** Shanghai days, both included. */
  from?: string;
  to?: string;
  unitPath?: string;
  personId?: string;
}

export interface FindingQuery extends Range {
  cursor?: string;
  limit: number;
  /** Without what was taken back. */
  standing?: true;
  /** Only what is to be put right. */
  open?: '1';
}

export interface PersonDayCount {
  personId: string;
  day: string;
  /** Items that applied, and those of them without a fault. */
  checked: number;
  passed: number;
}

export interface SquadronWeekCount {
  squadronPath: string;
  /** Monday. */
  week: string;
  checked: number;
  passed: number;
}

type Part = Record<string, unknown>;

function inRange({ from, to, unitPath }: Range): Part[] {
  const parts: Part[] = [daysWithin('day', { from, to })];
  if (unitPath) parts.push(withinUnit('squadronPath', unitPath));
  return parts;
}

@Provide()
@DiScope(ScopeEnum.Singleton)
export class FindingRepository {
  @Inject()
  mongo: MongoService;

  private get findings() {
    return this.mongo.collection(findingCollection);
  }

  private get tallies() {
    return this.mongo.collection(tallyCollection);
  }

  /** Appends findings once by id; on a repeat only what came of disputes changes. */
  async append(findings: readonly FindingDocument[]): Promise<void> {
    if (findings.length === 0) return;
    await this.findings.bulkWrite(
      findings.map(({ disputedBy, withdrawn, ...finding }) => ({
        updateOne: {
          filter: { _id: finding._id },
          update: { $setOnInsert: finding, $set: { disputedBy, withdrawn } },
          upsert: true,
        },
      })),
      { ordered: false },
    );
  }

  async saveTallies(tallies: readonly TallyDocument[]): Promise<void> {
    if (tallies.length === 0) return;
    await this.tallies.bulkWrite(
      tallies.map((tally) => ({
        replaceOne: { filter: { _id: tally._id }, replacement: tally, upsert: true },
      })),
      { ordered: false },
    );
  }

  async list(scope: Scope, query: FindingQuery): Promise<FindingDocument[]> {
    // Asking after somebody else: a team's finding that both share must not tell who else was checked.
    const own = query.personId === undefined || query.personId === scope.personId;
    const person = own ? ['personIds', 'inspectorIds'] : ['inspectorIds'];
    const parts: Part[] = [
      scopeFilter<FindingDocument>(scope, { person, unit: 'squadronPath' }),
      afterCursor(query.cursor, [['_id', -1]]),
      ...inRange(query),
    ];
    if (query.personId) parts.push({ personIds: query.personId });
    if (query.standing || query.open) parts.push({ withdrawn: { $ne: true } });
    if (query.open) parts.push({ fixedOnSite: false });
    return this.findings
      .find(allOf<FindingDocument>(...parts))
      .sort({ _id: -1 })
      .limit(query.limit + 1)
      .toArray();
  }

  private match(scope: Scope, range: Range, parts: Part[]): Part {
    const reach = scopeFilter<TallyDocument>(scope, { person: 'personId', unit: 'squadronPath' });
    return { $match: allOf(reach, { disputed: false }, ...inRange(range), ...parts) };
  }

  async countByPersonDay(scope: Scope, range: Range): Promise<PersonDayCount[]> {
    const who = range.personId ?? { $ne: null };
    const rows = await this.tallies
      .aggregate<{ _id: { personId: string; day: string }; checked: number; passed: number }>([
        this.match(scope, range, [{ personId: who }]),
        {
          $group: {
            _id: { personId: '$personId', day: '$day' },
            checked: { $sum: '$applicable' },
            passed: { $sum: '$passed' },
          },
        },
        { $sort: { '_id.day': 1, '_id.personId': 1 } },
      ])
      .toArray();
    return rows.map(({ _id, checked, passed }) => ({ ..._id, checked, passed }));
  }

  async countBySquadronWeek(scope: Scope, range: Range): Promise<SquadronWeekCount[]> {
    const rows = await this.tallies
      .aggregate<{ _id: { squadronPath: string; week: string }; checked: number; passed: number }>([
        this.match(scope, range, []),
        {
          $group: {
            _id: { squadronPath: '$squadronPath', week: '$week' },
            checked: { $sum: '$applicable' },
            passed: { $sum: '$passed' },
          },
        },
        { $sort: { '_id.week': 1, '_id.squadronPath': 1 } },
      ])
      .toArray();
    return rows.map(({ _id, checked, passed }) => ({ ..._id, checked, passed }));
  }
}
