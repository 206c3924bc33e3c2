import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  asksTheSame,
  MOST_PUBLISHED,
  pieceFaults,
  pieceGaps,
  picturesOfPiece,
  type HandlerInput,
  type KeptPiece,
  type OwnPiece,
  type Page,
  type PastPiece,
  type PastPieceWhole,
  type PieceChoices,
  type PieceDraft,
  type PieceImage,
  type PieceProblem,
  type studyContract,
} from '@qiangji/shared-types';
import type { WithId } from 'mongodb';
import { bureauOf } from '../../platform/actor';
import { nowDate } from '../../platform/clock';
import { AppError, invalid } from '../../platform/errors';
import { occurred, type Call } from '../../platform/http';
import { mustNotBeAhead } from '../../platform/law-check';
import { findEvent, storedAlike, toPage } from '../../platform/mongo';
import { MediaService } from '../media';
import { OrgService } from '../org';
import { TopicPieceService, TopicService } from '../standard';
import {
  presentKept,
  presentOwn,
  presentPast,
  presentPastWhole,
  presentShipped,
  type PieceNames,
} from './own.presenter';
import { OwnPieceRepository } from './own.repository';
import { contentOf, draftOf, ownSlug, UNCHANGED, wasRead } from './own.rules';
import type { OwnPieceDocument, PieceEvent } from './study.collection';
import { StudyRepository } from './study.repository';

type Input<K extends keyof typeof studyContract> = HandlerInput<(typeof studyContract)[K]>;
type Write = { opId: string; deviceAt: string };
type Step = Pick<PieceEvent, 'type' | 'text' | 'pieceVersion'>;

/** What people saw before is kept in the record: 100 times the longest text are 6 MB of the 16 that it may have. */
const MOST_CHANGES = 100;

/** Whatever changes is held against no text yet. */
const ANEW = { checked: null };

/** The work of those who keep the bureau's own pieces: write, change, put into use, take down. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class OwnPieceService {
  @Inject()
  repository: OwnPieceRepository;

  @Inject()
  shipped: StudyRepository;

  @Inject()
  topics: TopicService;

  @Inject()
  topicPieces: TopicPieceService;

  @Inject()
  org: OrgService;

  @Inject()
  media: MediaService;

  async listKept({ query }: Input<'listKept'>, call: Call): Promise<Page<KeptPiece>> {
    const names = await this.names(call);
    const { origin, ...asked } = query;
    if (origin === 'own') {
      const rows = await this.repository.listKept(call.scope, asked);
      const page = toPage(rows, query.limit, (row) => [row._id]);
      return { ...page, items: page.items.map((row) => presentKept(row, names)) };
    }
    const rows = await this.shipped.listPieces(asked);
    const page = toPage(rows, query.limit, (row) => [row._id]);
    return { ...page, items: page.items.map((row) => presentShipped(row, names)) };
  }

  async listChoices(): Promise<PieceChoices> {
    const [topics, titles] = await Promise.all([this.topics.byCode(), this.shipped.listTitles()]);
    const all = [...topics.values()];
    const leaves = all.filter(({ code }) => !all.some((one) => one.parent === code));
    return {
      topics: leaves.map(({ code, name, parent }) => ({
        ...{ topic: code, name },
        group: topics.get(parent ?? '')?.name ?? '',
      })),
      samples: titles.filter(({ sample }) => sample).map(({ slug, title }) => ({ slug, title })),
    };
  }

  async findOwn({ params }: Input<'findOwn'>, call: Call): Promise<OwnPiece> {
    return presentOwn(await this.pieceOf(params.slug, call), await this.names(call));
  }

  async listPast({ params }: Input<'listPast'>, call: Call): Promise<{ items: PastPiece[] }> {
    const past = await this.repository.listPastRows(call.scope, params.slug);
    if (!past) throw new AppError('NOT_FOUND');
    return { items: past.map(presentPast).reverse() };
  }

  async findPast({ params }: Input<'findPast'>, call: Call): Promise<PastPieceWhole> {
    const { slug, version, edition } = params;
    const { past } = await this.pieceOf(slug, call);
    const content = past.find((one) => one.version === version && one.edition === edition);
    if (!content) throw new AppError('NOT_FOUND');
    return presentPastWhole(slug, content, await this.topics.nameOf(content.topic));
  }

  /** It begins as a draft. A repeat answers the one it made. */
  async writePiece({ body }: Input<'writePiece'>, call: Call): Promise<OwnPiece> {
    const bureau = bureauOf(call.actor.unitPath);
    const images = await this.judge(body.draft, pieceFaults(body.draft), bureau);
    const slug = ownSlug(body.opId);
    const step = { type: 'written' as const, text: '新写的', pieceVersion: 1 };
    const event = await this.eventOf(body, call, step);
    await this.repository.insertPiece({
      _id: slug,
      bureau,
      state: 'draft',
      content: contentOf(body.draft, { version: 1, edition: 1 }, images),
      past: [],
      publishedAt: null,
      author: event.who,
      version: 1,
      events: [event],
      changedAt: nowDate(),
      schemaVersion: 1,
    });
    const found = await this.repository.findKept(call.scope, slug);
    // Somebody else's op: nobody is told of a piece of another bureau.
    if (!found || !findEvent(found, event)) throw new AppError('OP_ID_REUSED');
    return presentOwn(found, await this.names(call));
  }

  /**
   * A draft is written over. What people have seen is kept, and goes on as a correction or as a version that
   * is read again. Throws `VALIDATION_FAILED`, `VERSION_CONFLICT`, and `STATE_CONFLICT` after 100 changes.
   */
  async changePiece({ params, body }: Input<'changePiece'>, call: Call): Promise<OwnPiece> {
    const found = await this.pieceToChange(params.slug, body, call);
    const { content, past, publishedAt } = found;
    const { draft, readAgain } = body;
    const wasSeen = publishedAt !== null;
    const problems = [...pieceFaults(draft), ...(wasSeen ? pieceGaps(draft) : [])];
    const images = await this.judge(draft, problems, found.bureau);
    const { version, edition } = content;
    const written = contentOf(draft, content, images);
    if (!wasSeen) {
      const step = { type: 'changed' as const, text: '改了草稿', pieceVersion: version };
      return this.step(found, body, call, step, { content: written, ...ANEW });
    }
    if (!readAgain && !asksTheSame(content.questions, draft.questions)) {
      const message = '小题的选项或答案变了：答过的不算数了，请选“请大家重读”';
      throw invalid('body.readAgain', 'questions_changed', message);
    }
    if (past.length >= MOST_CHANGES) {
      const message = `这一篇已经改了 ${MOST_CHANGES} 次，请另写一篇`;
      throw new AppError('STATE_CONFLICT', { message });
    }
    if (!readAgain && storedAlike(draftOf(content), draftOf(written))) {
      const step = { type: 'changed' as const, text: UNCHANGED, pieceVersion: version };
      return this.step(found, body, call, step, {});
    }
    const next = readAgain
      ? { version: version + 1, edition: 1 }
      : { version, edition: edition + 1 };
    const text = readAgain ? '改了内容，请大家重读' : '改了小处，学过的不用重读';
    const step = { type: 'changed' as const, text, pieceVersion: next.version };
    const changedBy = await this.nameOf(call);
    const unread = wasRead(found.events) ? {} : { unread: true as const };
    const left = { ...content, until: nowDate(), changedBy, ...unread };
    const set = { content: { ...written, ...next }, ...ANEW, past: [...past, left] };
    return this.step(found, body, call, step, set);
  }

  /** The legal officer's word, with the text it rests on and the day of the check. What was learnt stays. */
  async verifyPiece({ params, body }: Input<'verifyPiece'>, call: Call): Promise<OwnPiece> {
    mustNotBeAhead(body.checkedOn);
    const found = await this.pieceToChange(params.slug, body, call);
    const { content } = found;
    if (content.laws.length === 0 && !isTaken(found, body, call)) {
      throw new AppError('STATE_CONFLICT', { message: '这一篇没有列出法条，没有可核对的' });
    }
    const { state: verified, text, checkedOn: when } = body;
    const isGood = verified === 'confirmed';
    const step = {
      type: 'verified' as const,
      text: `${isGood ? '核对了法条' : '收回核对'}：${text}`,
      pieceVersion: content.version,
    };
    const laws = content.laws.map((law) => ({ ...law, verified }));
    const who = await this.nameOf(call);
    const set = { content: { ...content, laws }, checked: isGood ? { who, when, text } : null };
    return this.step(found, body, call, step, set);
  }

  async changePieceState(
    { params, body }: Input<'changePieceState'>,
    call: Call,
  ): Promise<OwnPiece> {
    const found = await this.pieceToChange(params.slug, body, call);
    const { content, state } = found;
    const isDone = isTaken(found, body, call);
    if (!isDone && state === body.state) throw new AppError('STATE_CONFLICT');
    if (body.state === 'taken_down') {
      const step = {
        type: body.state,
        text: `撤下：${body.reason}`,
        pieceVersion: content.version,
      };
      return this.step(found, body, call, step, { state: body.state });
    }
    const draft = draftOf(content);
    await this.judge(draft, [...pieceFaults(draft), ...pieceGaps(draft)], found.bureau);
    if (!isDone && (await this.repository.countPublished(found.bureau)) >= MOST_PUBLISHED) {
      const message = `在用的已有 ${MOST_PUBLISHED} 篇，先撤下用不着的`;
      throw new AppError('STATE_CONFLICT', { message });
    }
    const step = { type: body.state, text: '发布', pieceVersion: content.version };
    const publishedAt = found.publishedAt ?? nowDate();
    return this.step(found, body, call, step, { state: body.state, publishedAt });
  }

  /**
   * Answers its pictures. Throws `VALIDATION_FAILED` with these problems, an unknown topic, a sample that is none,
   * or a picture that was not sent for the bureau's pieces.
   */
  private async judge(
    draft: PieceDraft,
    problems: readonly PieceProblem[],
    bureau: string,
  ): Promise<PieceImage[]> {
    const details = problems.map((one) => ({ ...one, path: `body.draft.${one.path}` }));
    if (!(await this.topics.byCode()).has(draft.topic)) {
      details.push({ path: 'body.draft.topic', reason: 'not_allowed', message: '没有这个专题' });
    }
    if (draft.replaces !== null && !(await this.shipped.findPiece(draft.replaces))?.sample) {
      const message = '只能代替软件自带的示例';
      details.push({ path: 'body.draft.replaces', reason: 'not_allowed', message });
    }
    const named = picturesOfPiece(draft.body);
    const sent = await this.media.ofStudy(bureau, named);
    const images = named.flatMap((name) => {
      const media = sent.get(name);
      if (!media) return [];
      const { storedSha256: sha256, width, height } = media;
      return [{ name, sha256, width, height }];
    });
    if (images.length < named.length) {
      const message = '有一张图没有传上来，请去掉再加一次';
      details.push({ path: 'body.draft.body', reason: 'picture_unknown', message });
    }
    if (details.length === 0) return images;
    throw new AppError('VALIDATION_FAILED', { message: details[0]!.message, details });
  }

  private async pieceOf(slug: string, call: Call): Promise<WithId<OwnPieceDocument>> {
    const found = await this.repository.findKept(call.scope, slug);
    if (!found) throw new AppError('NOT_FOUND');
    return found;
  }

  /** As the keeper saw it, or as this op has left it already. */
  private async pieceToChange(slug: string, body: Write & { revision: number }, call: Call) {
    const found = await this.pieceOf(slug, call);
    if (isTaken(found, body, call) || found.version === body.revision) return found;
    const last = found.events.at(-1);
    const message = `${last?.who ?? '别人'}刚改过这一篇，你写的还在`;
    throw new AppError('VERSION_CONFLICT', { message });
  }

  private async eventOf(body: Write, call: Call, step: Step): Promise<PieceEvent> {
    const { personId: actorId } = call.actor;
    const who = await this.nameOf(call);
    const { occurredAt: at } = occurred(call, body.deviceAt);
    return { ...step, actorId, opId: body.opId, opHash: call.opHash, at, who };
  }

  private async nameOf({ actor }: Call): Promise<string> {
    return (await this.org.nameOf(actor.personId)) ?? '';
  }

  private async step(
    found: WithId<OwnPieceDocument>,
    body: Write,
    call: Call,
    step: Step,
    set: Partial<OwnPieceDocument>,
  ): Promise<OwnPiece> {
    const event = await this.eventOf(body, call, step);
    const change = { $set: { ...set, changedAt: nowDate() } };
    const saved = await this.repository.saveStep(found, event, change);
    this.topicPieces.forget();
    return presentOwn(saved, await this.names(call));
  }

  private async names(call: Call): Promise<PieceNames> {
    const [topics, titles, replacing] = await Promise.all([
      this.topics.byCode(),
      this.shipped.listTitles(),
      this.repository.listReplacing(bureauOf(call.actor.unitPath)),
    ]);
    return {
      topicName: (topic) => topics.get(topic)?.name ?? topic,
      shipped: new Map(titles.map(({ slug, title }) => [slug, title])),
      replacing,
    };
  }
}

/** Whether this op has left its step already. */
function isTaken(found: OwnPieceDocument, { opId }: Write, { actor, opHash }: Call): boolean {
  return findEvent(found, { actorId: actor.personId, opId, opHash }) !== undefined;
}
