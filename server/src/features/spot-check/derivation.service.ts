import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { outcomeOf } from '@qiangji/shared-types';
import { nowDate } from '../../platform/clock';
import { reasonOf } from '../../platform/errors';
import { recordChanged } from '../../platform/events';
import { registerHolding } from '../../platform/holdings';
import type { Job } from '../../platform/jobs';
import { log } from '../../platform/log';
import { NoticeService, type NewNotice } from '../notice';
import { ChecklistService, TopicNeedService } from '../standard';
import { CallOffService } from './call-off.service';
import { CheckDirectory } from './directory';
import { DisputeNews, resultKey } from './dispute.news';
import { FindingRepository } from './finding.repository';
import { showingsOf } from './pictures.rules';
import { CheckPictures } from './pictures.service';
import type { CheckDocument, FindingDocument } from './spot-check.collection';
import { SpotCheckRepository } from './spot-check.repository';
import { findingsOf, needsOf, talliesOf } from './spot-check.rules';

/**
 * What follows from a sealed check: findings, the needs of the loop, pictures shown to those they
 * concern, notices, sums. The seal itself is one write; everything here is idempotent and is done
 * again by the job until it went through.
 */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class CheckDerivation {
  @Inject()
  checks: SpotCheckRepository;

  @Inject()
  findings: FindingRepository;

  @Inject()
  checklists: ChecklistService;

  @Inject()
  needs: TopicNeedService;

  @Inject()
  notices: NoticeService;

  @Inject()
  directory: CheckDirectory;

  @Inject()
  pictures: CheckPictures;

  @Inject()
  callOffs: CallOffService;

  @Inject()
  disputes: DisputeNews;

  start(): void {
    const { checks } = this;
    registerHolding({ name: 'spot_checks', count: (personId) => checks.countOf(personId) });
  }

  /** Derives now; a failure is logged and left to the job, since the seal stands. */
  async attempt(checkId: string): Promise<void> {
    try {
      await this.derive(checkId);
    } catch (error) {
      log().warn({ checkId, reason: reasonOf(error) }, 'a sealed check waits for its derivation');
    }
  }

  async derive(checkId: string): Promise<void> {
    const check = await this.checks.findUnscoped(checkId);
    if (!check?.sealed || check.derivedAt) return;
    const list = await this.checklists.at(check.checklist.code, check.checklist.version);
    const findings = findingsOf(check, list);
    await this.findings.append(findings);
    await this.findings.saveTallies(talliesOf(check));
    const standing = findings.filter((one) => !one.withdrawn);
    await this.putNeeds(check, findings);
    await this.showPictures(check);
    // What followed once was told then: whoever leads by now had no part in it.
    if (check.state === 'recorded') await this.tell(check, standing);
    await this.disputes.tell(check);
    const outcome = outcomeOf(standing);
    await this.checks.saveDerived(check, outcome, nowDate());
    for (const { personId, unitPath } of check.persons) {
      await recordChanged({ feature: 'spot-check', personId, unitPath, day: check.day });
    }
  }

  /** Study and practice find the piece and the questions by the need's topic; what was taken back leaves them. */
  private async putNeeds(check: CheckDocument, findings: FindingDocument[]): Promise<void> {
    const { persons, team = [] } = check;
    const units = new Map([...team, ...persons].map((one) => [one.personId, one.unitPath]));
    const needs = needsOf(findings, team).map((need) => ({
      ...need,
      unitPath: units.get(need.personId) ?? check.squadronPath,
      pieceSlug: null,
    }));
    const standing = needs.filter((one) => one.reason);
    await this.needs.appendAll(standing);
    // Also what was put there by an earlier rule and follows no more.
    const ids = findings.map((one) => one._id);
    await this.needs.withdrawOthers(ids, standing);
  }

  private async showPictures(check: CheckDocument): Promise<void> {
    const everybody = check.persons.map((one) => one.personId);
    const signoffs = [...check.signoffs, ...(check.pastSignoffs ?? [])];
    const showings = showingsOf(check.results, signoffs, everybody);
    await this.pictures.show(check, check.inspectorIds, showings);
  }

  private async tell(check: CheckDocument, findings: FindingDocument[]): Promise<void> {
    const leaders = await this.directory.leadersOf(check.squadronPath);
    const checked = new Set(check.persons.map((one) => one.personId));
    const unit = (await this.directory.names([])).unit(check.squadronPath).name;
    const link = { feature: 'spot-check', id: check._id };
    const key = resultKey(check._id);
    const own = check.persons.map(({ personId, unitPath }): NewNotice => {
      const n = findings.filter((one) => one.personIds.includes(personId)).length;
      const text = n === 0 ? '查到的都合格，看过点一下已阅' : `有 ${n} 处要改，看过点一下已阅`;
      return { personId, unitPath, kind: 'result', title: '督察结果出来了', text, link, key };
    });
    const led = leaders
      .filter((leader) => !checked.has(leader._id))
      .map(({ _id, unitPath }): NewNotice => {
        const { length } = findings;
        const text = length === 0 ? '没有发现问题' : `发现 ${length} 处问题，去看看怎么改`;
        const title = `${unit}的督察结果`;
        return { personId: _id, unitPath, kind: 'result', title, text, link, key };
      });
    await this.notices.appendAll([...own, ...led]);
  }

  /** Takes up sealed and called-off checks that a crash or a failure left halfway, and looks for late pictures. */
  job(): Job {
    return {
      name: 'spot-check.derive',
      everyMs: 60_000,
      leaseMs: 120_000,
      run: async () => {
        for (const checkId of await this.checks.listUnderived(200)) await this.attempt(checkId);
        await this.callOffs.followDue(200);
        await this.pictures.lookForDue();
      },
    };
  }
}
