import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { DAY_MS } from '@qiangji/shared-types';
import { now } from '../../platform/clock';
import { NoticeService, type NewNotice } from '../notice';
import { CheckDirectory, type Names } from './directory';
import { disputers } from './dispute.rules';
import type { CheckDocument } from './spot-check.collection';

/** Of the notices that tell what a check found. */
export const resultKey = (checkId: string) => `spot-check:${checkId}`;

/** Told so long (ms) after it came, a dispute is from before: whoever came to lead since had no part in it. */
const FRESH_MS = DAY_MS;

/**
 * Tells of a dispute those who answer for the check or may settle it, and of how it ended the person whose it is.
 * Told with everything else that follows from a check, so that nobody is left out by a crash, and once by its key.
 */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class DisputeNews {
  @Inject()
  notices: NoticeService;

  @Inject()
  directory: CheckDirectory;

  async tell(check: CheckDocument): Promise<void> {
    const open = [...disputers(check)];
    const { settlements = [] } = check;
    if (open.length + settlements.length === 0) return;
    const settlers = settlements.map((one) => one.by);
    const names = await this.directory.names([...open, ...settlers]);
    await this.notices.appendAll([
      ...(await this.ofDisputes(check, open, names)),
      ...ofSettlements(check, names),
    ]);
  }

  /** The words stay on the check: whoever follows the link reads what they may see of it. */
  private async ofDisputes(
    check: CheckDocument,
    open: readonly string[],
    names: Names,
  ): Promise<NewNotice[]> {
    if (open.length === 0) return [];
    const { squadronPath, inspectorIds } = check;
    const [inspectors, leaders, office] = await Promise.all([
      this.directory.personsById(inspectorIds),
      this.directory.leadersOf(squadronPath),
      this.directory.officeOf(squadronPath),
    ]);
    const answering = [...inspectors.values(), ...leaders, ...office];
    const people = new Map(answering.map((person) => [person._id, person]));
    const led = new Set(leaders.map(({ _id }) => _id));
    const told = await this.notices.toldOf([...led], resultKey(check._id));
    // Of a dispute from before, of the leaders those who were told the result.
    const hasPart = (personId: string, dispute: string) =>
      isFresh(check, dispute) || !led.has(personId) || told.has(personId);
    const unit = names.unit(squadronPath).name;
    return open.flatMap((personId) =>
      [...people.values()]
        .filter(({ _id }) => _id !== personId && hasPart(_id, personId))
        .map(({ _id, unitPath }) => ({
          personId: _id,
          unitPath,
          kind: 'result',
          title: `${names.person(personId).name}对督察结果有不同意见`,
          text: `${unit}的督察；由督察员或行动办处理，处理之前不进统计`,
          link: { feature: 'spot-check', id: check._id },
          key: `spot-check-dispute:${check._id}:${personId}`,
        })),
    );
  }
}

function isFresh({ acknowledgements }: CheckDocument, personId: string): boolean {
  const said = acknowledgements.find((one) => one.personId === personId);
  if (!said) return false;
  return now() - (said.receivedAt ?? said.at).getTime() < FRESH_MS;
}

function ofSettlements(check: CheckDocument, names: Names): NewNotice[] {
  const { settlements = [], persons } = check;
  return settlements.map(({ personId, by, outcome, reason }) => ({
    personId,
    unitPath: persons.find((one) => one.personId === personId)?.unitPath ?? check.squadronPath,
    kind: 'result',
    title: outcome === 'kept' ? '你的意见看过了，结果不变' : '你的意见成立，结果收回了',
    text: `${names.person(by).name}：${reason}`,
    link: { feature: 'spot-check', id: check._id },
    key: `spot-check-settled:${check._id}:${personId}`,
  }));
}
