import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import { type CitedLaw, type HandlerInput, type quizContract } from '@qiangji/shared-types';
import { bureauOf } from '../../platform/actor';
import { now } from '../../platform/clock';
import { occurred, type Call } from '../../platform/http';
import { makeId } from '../../platform/ids';
import { lawKey, lawsOf, lastEndings, type Ending } from './law.rules';
import { LawRepository } from './law.repository';
import type { BankRow } from './bank.repository';

/** Another process's word on a law is heard after at most this long (ms). */
const TTL_MS = 30_000;

type Cited = { name: string; version: string } | null;

/** Which versions of laws have ended: the questions that cite them are asked nowhere. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class LawService {
  @Inject()
  repository: LawRepository;

  private readonly kept = new Map<string, { at: number; endings: Promise<Map<string, Ending>> }>();

  async endingsOf(bureau: string): Promise<Map<string, Ending>> {
    const kept = this.kept.get(bureau);
    if (kept && Math.abs(now() - kept.at) < TTL_MS) return kept.endings;
    const endings = this.repository.listEndings(bureau).then(lastEndings);
    this.kept.set(bureau, { at: now(), endings });
    endings.catch(() => this.kept.delete(bureau));
    return endings;
  }

  /** Tells of a cited law whether it is out of force on a day. */
  async endedBy(bureau: string, day: string): Promise<(law: Cited) => boolean> {
    const endings = await this.endingsOf(bureau);
    return (law) => {
      const endsOn = law && endings.get(lawKey(law))?.endsOn;
      return Boolean(endsOn && endsOn <= day);
    };
  }

  async listLaws(rows: Iterable<BankRow>, call: Call): Promise<{ laws: CitedLaw[] }> {
    const endings = await this.endingsOf(bureauOf(call.actor.unitPath));
    return { laws: lawsOf(rows, endings) };
  }

  async endLaw({ body }: HandlerInput<typeof quizContract.endLaw>, call: Call): Promise<void> {
    const { actor } = call;
    const bureau = bureauOf(actor.unitPath);
    await this.repository.appendEnding({
      _id: makeId(),
      actorId: actor.personId,
      opId: body.opId,
      opHash: call.opHash,
      bureau,
      name: body.name,
      version: body.version,
      endsOn: body.endsOn,
      note: body.note ?? null,
      ...occurred(call, body.deviceAt),
      schemaVersion: 1,
    });
    this.kept.delete(bureau);
  }
}
