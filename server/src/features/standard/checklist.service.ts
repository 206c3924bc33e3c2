import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import {
  checklist,
  dutyCatalogue,
  type Audience,
  type Checklist,
  type ChecklistKind,
  type DutyCatalogue,
} from '@qiangji/shared-types';
import { now, nowDate } from '../../platform/clock';
import { listContent, readContentJson } from '../../platform/content';
import { AppError } from '../../platform/errors';
import { log } from '../../platform/log';
import { opHashOf } from '../../platform/mongo';
import { ChecklistRepository } from './checklist.repository';

/** Published versions never change; only a new one can be missed, and for no longer than this. */
const TTL_MS = 60_000;

interface Published {
  at: number;
  /** Every version, newest first within a code. */
  checklists: Checklist[];
  catalogues: DutyCatalogue[];
}

/** Checklists and the vocabulary of duty: versioned data, immutable once published. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class ChecklistService {
  @Inject()
  repository: ChecklistRepository;

  private published: Published | undefined;

  /** Publishes what ships with the product; repeats harmlessly at every start. */
  async loadShipped(): Promise<void> {
    const stamp = { publishedAt: nowDate(), schemaVersion: 1 as const };
    for (const name of await listContent('checklists', '.json')) {
      const list = checklist.parse(await readContentJson<unknown>(`checklists/${name}`));
      const _id = `${list.code}@${list.version}`;
      const kept = await this.repository.insertChecklist({ _id, ...list, ...stamp });
      warnIfOther(_id, list, checklist.parse(kept));
    }
    const duty = dutyCatalogue.parse(await readContentJson<unknown>('duty.json'));
    const _id = `duty@${duty.version}`;
    const kept = await this.repository.insertCatalogue({ _id, ...duty, ...stamp });
    warnIfOther(_id, duty, dutyCatalogue.parse(kept));
    this.published = undefined;
  }

  /** The version in force; throws `NOT_FOUND`. */
  async current(code: string): Promise<Checklist> {
    const found = (await this.all()).checklists.find((list) => list.code === code);
    if (!found) throw new AppError('NOT_FOUND', { internal: `checklist ${code}` });
    return found;
  }

  /** One published version; throws `NOT_FOUND`. */
  async at(code: string, version: number): Promise<Checklist> {
    const known = (await this.all()).checklists.find(
      (list) => list.code === code && list.version === version,
    );
    const found = known ?? (await this.repository.findChecklist(code, version));
    if (!found) throw new AppError('NOT_FOUND', { internal: `checklist ${code}@${version}` });
    return found;
  }

  /** What is in force for an audience; the first by code where a kind has several. Null: none. */
  async currentOfKind(kind: ChecklistKind, audience: Audience): Promise<Checklist | null> {
    const all = await this.listCurrent(kind);
    return all.find((list) => list.audience.includes(audience)) ?? null;
  }

  /** Everything in force, by code. */
  async listCurrent(kind?: ChecklistKind): Promise<Checklist[]> {
    const { checklists } = await this.all();
    return checklists.filter(
      (list, index) =>
        checklists[index - 1]?.code !== list.code && (kind === undefined || list.kind === kind),
    );
  }

  /** The duty vocabulary in force, or of one version; throws `NOT_FOUND`. */
  async dutyCatalogue(version?: number): Promise<DutyCatalogue> {
    const { catalogues } = await this.all();
    const found = catalogues.find((one) => version === undefined || one.version === version);
    if (!found) throw new AppError('NOT_FOUND', { internal: `duty catalogue ${version}` });
    return found;
  }

  private async all(): Promise<Published> {
    if (!this.published || now() - this.published.at > TTL_MS) {
      const [checklists, catalogues] = await Promise.all([
        this.repository.listChecklists(),
        this.repository.listCatalogues(),
      ]);
      this.published = { at: now(), checklists, catalogues };
    }
    return this.published;
  }
}

/** A shipped file that was edited without a new version changes nothing, and should say so. */
function warnIfOther(id: string, shipped: object, kept: object): void {
  if (opHashOf(shipped) === opHashOf(kept)) return;
  log().warn(
    { standard: id },
    'the published version differs from the shipped file: raise its version',
  );
}
