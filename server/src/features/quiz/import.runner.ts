import { Inject, Provide, Scope, ScopeEnum } from '@midwayjs/core';
import { dayOf, type QuestionVerified } from '@qiangji/shared-types';
import { bureauOf } from '../../platform/actor';
import { GridFsStore } from '../../platform/blob-store';
import { now, nowDate } from '../../platform/clock';
import { reasonOf } from '../../platform/errors';
import { makeId } from '../../platform/ids';
import { log } from '../../platform/log';
import { MediaService } from '../media';
import { TopicService } from '../standard';
import { BankRepository, type BankRow } from './bank.repository';
import { BankService } from './bank.service';
import { sameContent, UNVERIFIED } from './content.rules';
import type { ImportDocument } from './import.collection';
import { ImportRepository } from './import.repository';
import { REPORT_TYPE } from './import.report';
import { runImport } from './import.thread';
import type { ImportTask, NumberedItem } from './import.work';
import type { QuestionDocument, QuestionEvent } from './quiz.collection';

/** A sign of life after this many questions. */
const SAVE_EVERY = 500;

/** Where the table of all that is bad in a file lies. */
export const reportKey = (importId: string) => `quiz-import/${importId}/report`;

const lackingWords = (n: number) => `有 ${n} 张图片本局没有，那几题导入后看不到图，请重新配图`;

interface Kept {
  added: number;
  changed: number;
  left: number;
}

/** Reads files and keeps their questions, one file at a time, each in a thread of its own. */
@Provide()
@Scope(ScopeEnum.Singleton)
export class ImportRunner {
  @Inject()
  repository: ImportRepository;

  @Inject()
  questions: BankRepository;

  @Inject()
  bank: BankService;

  @Inject()
  topics: TopicService;

  @Inject()
  blobs: GridFsStore;

  @Inject()
  media: MediaService;

  private readonly running = new Set<string>();
  private last: Promise<void> = Promise.resolve();

  isRunning(id: string): boolean {
    return this.running.has(id);
  }

  /** Begins when the file before is done. */
  start(document: ImportDocument): void {
    if (this.running.has(document._id)) return;
    this.running.add(document._id);
    this.last = this.last
      .then(() => this.run(document))
      .catch((error: unknown) => this.fail(document, error))
      .finally(() => this.running.delete(document._id));
  }

  /** Resolves when nothing is being read: for tests and for an orderly end. */
  async idle(): Promise<void> {
    await this.last;
  }

  private async fail(document: ImportDocument, error: unknown): Promise<void> {
    log().warn({ import: document._id, reason: reasonOf(error) }, 'an import failed');
    const refusal = '这个文件没读完，可能太大或者内容太乱，请分成几个文件再传';
    try {
      const change = { state: 'refused' as const, refusal, aliveAt: nowDate() };
      await this.repository.saveImport(document._id, ['reading', 'keeping'], change);
    } catch (again) {
      // The database is away: the next look at the import takes it up again.
      log().warn({ import: document._id, reason: reasonOf(again) }, 'a refusal was not kept');
    }
  }

  private async taskOf(document: ImportDocument): Promise<ImportTask> {
    const bytes = await this.blobs.get(`quiz-import/${document._id}`);
    if (!bytes) throw new Error('the file is gone');
    const topics = [...(await this.topics.byCode()).values()];
    const { mapping } = document;
    return {
      format: document.format,
      bytes,
      topics: topics.flatMap(({ code, name }): [string, string][] => [
        [code, code],
        [name, code],
      ]),
      topicNames: topics.map(({ code, name }) => [code, name]),
      mapping: mapping
        ? Object.fromEntries(mapping.map((one) => [one.heading, one.field]))
        : undefined,
      defaults: document.defaults,
      today: dayOf(now()),
    };
  }

  private async run(document: ImportDocument): Promise<void> {
    const { _id, bureau, keep } = document;
    const task = await this.taskOf(document);
    const bank = await this.bank.bankOf(bureau);
    let saved = 0;
    const kept: Kept = { added: 0, changed: 0, left: 0 };
    const alive = (progress: number, total: number | null) => {
      if (progress - saved < SAVE_EVERY && progress !== total) return;
      saved = progress;
      const change = { progress, ...(total === null ? {} : { total }), aliveAt: nowDate() };
      this.repository.saveImport(_id, [document.state], change).catch((error: unknown) => {
        log().warn({ import: _id, reason: reasonOf(error) }, 'progress was not kept');
      });
    };
    const summary = await runImport({
      task,
      bank: [...bank.values()],
      onProgress: (done, total) => {
        if (!keep) alive(done, total);
      },
      onItems: keep
        ? async (items) => {
            await this.keep(document, items, bank, kept);
            alive(kept.added + kept.changed + kept.left, null);
          }
        : undefined,
      onReport: (bytes) => this.blobs.put(reportKey(_id), Buffer.from(bytes), REPORT_TYPE),
    });
    const { needsMapping, refusal, pictures, notes, ...rest } = summary;
    if (keep) {
      this.bank.forget(bureau);
      const change = { state: 'done' as const, kept, aliveAt: nowDate() };
      await this.repository.saveImport(_id, ['keeping'], change);
      return;
    }
    const state = refusal !== null ? 'refused' : needsMapping ? 'mapping' : 'ready';
    const total = rest.counts.good + rest.counts.bad;
    const lacking = await this.lackingPictures(bureau, pictures);
    const change = {
      ...rest,
      refusal,
      state,
      total,
      progress: total,
      aliveAt: nowDate(),
      notes: lacking > 0 ? [...notes, lackingWords(lacking)] : notes,
    } as const;
    await this.repository.saveImport(_id, ['reading'], change);
  }

  /** Pictures go by their ids: of another bureau, or never sent, they show nothing. */
  private async lackingPictures(bureau: string, pictures: readonly string[]): Promise<number> {
    const known = await this.media.mediaById(pictures);
    return pictures.filter((id) => bureauOf(known.get(id)?.unitPath ?? '') !== bureau).length;
  }

  /** Puts some questions in: new ones added, known ones as a new version, the same ones left. */
  private async keep(
    document: ImportDocument,
    items: readonly NumberedItem[],
    bank: ReadonlyMap<string, BankRow>,
    kept: Kept,
  ): Promise<void> {
    const leaveOut = new Set(document.keep?.leaveOut);
    const wanted = items.filter((one) => !leaveOut.has(one.number) && one.fate !== 'unchanged');
    const added = wanted.filter((one) => one.fate === 'fresh');
    await this.questions.insertMissing(added.map((one) => this.documentOf(document, one)));
    const changes = wanted.flatMap(({ item, fate }) => {
      const found = fate === 'changed' ? bank.get(item.code) : undefined;
      return found ? (this.changeOf(document, found, item) ?? []) : [];
    });
    const changed = await this.questions.saveVersions(changes);
    kept.added += added.length;
    kept.changed += changed;
    // What somebody else changed meanwhile stays as they left it; the file again would finish it.
    kept.left += items.length - added.length - changed;
  }

  private eventOf(
    { actorId, who }: ImportDocument,
    type: 'imported' | 'changed',
    text: string,
  ): QuestionEvent {
    const opId = makeId();
    return { type, at: nowDate(), who, text, actorId, opId, opHash: opId };
  }

  /** Only the legal officer's word makes a question confirmed: a file's claim is worth it from them alone. */
  private verifiedOf({ keep }: ImportDocument, item: NumberedItem['item']): QuestionVerified {
    const isClaim = item.verified.state === 'confirmed' && !keep?.mayConfirm;
    return isClaim ? UNVERIFIED : item.verified;
  }

  private documentOf(document: ImportDocument, { item }: NumberedItem): QuestionDocument {
    const { bureau, keep } = document;
    // What has no explanation waits as a draft until somebody writes one.
    const active =
      keep?.state === 'active' && item.content.explanation !== '' && item.state !== 'retired';
    return {
      _id: `${bureau}:${item.code}`,
      bureau,
      code: item.code,
      source: 'imported',
      // Out of use in its file it stays so.
      state: active ? 'active' : item.state === 'retired' ? 'retired' : 'draft',
      content: { version: 1, ...item.content },
      past: [],
      verified: this.verifiedOf(document, item),
      reviewer: item.reviewer ?? (active ? document.who : null),
      version: 1,
      events: [this.eventOf(document, 'imported', `从“${document.fileName}”导入`)],
      changedAt: nowDate(),
      schemaVersion: 2,
    };
  }

  /** The next version of a question; null where nothing of it is another. */
  private changeOf(document: ImportDocument, found: BankRow, item: NumberedItem['item']) {
    const fact = item.content.fact ?? found.content.fact;
    // A file that does not say why leaves the explanation that is there.
    const explanation = item.content.explanation || found.content.explanation;
    const said = { ...item.content, fact, explanation };
    if (sameContent(found.content, said)) return null;
    const content = { version: found.content.version + 1, ...said };
    const set = {
      content,
      past: [...found.past, found.content],
      source: 'imported' as const,
      // Other words are checked anew; no file says who did.
      verified: UNVERIFIED,
      reviewer: found.reviewer,
      changedAt: nowDate(),
      schemaVersion: 2 as const,
    };
    return { found, set, event: this.eventOf(document, 'changed', '导入时改了内容') };
  }
}
