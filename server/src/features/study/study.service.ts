import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  dayOf,
  isRight,
  type HandlerInput,
  type Page,
  type Piece,
  type PieceProgress,
  type PieceSummary,
  type studyContract,
} from '@qiangji/shared-types';
import { bureauOf, type Actor } from '../../platform/actor';
import { AppError } from '../../platform/errors';
import { recordChanged } from '../../platform/events';
import { registerHolding } from '../../platform/holdings';
import { occurred, type Call, type FileAnswer } from '../../platform/http';
import { makeId } from '../../platform/ids';
import { SharedReads, toPage } from '../../platform/mongo';
import { MediaService } from '../media';
import { OrgService } from '../org';
import { TopicPieceService, TopicService, type PieceTitle } from '../standard';
import { OwnPieceRepository } from './own.repository';
import { asPiece, contentAsked, isOwnSlug } from './own.rules';
import type { PieceDocument } from './study.collection';
import { readShippedImages, readShippedPieces, type ShippedImage } from './study.content';
import { presentPiece, presentProgress, presentSummary } from './study.presenter';
import { StudyRepository } from './study.repository';
import { foldProgress, learntBeforeOf } from './study.rules';

/** A picture is asked for by the hash of its bytes: a phone may keep it for good. */
const KEEP_S = 365 * 86_400;

type Input<K extends keyof typeof studyContract> = HandlerInput<(typeof studyContract)[K]>;

/** The version that was read, and what it asked. */
interface Asked {
  version: number;
  questions: PieceDocument['questions'];
}

@Provide()
@DiScope(ScopeEnum.Singleton)
export class StudyService {
  @Inject()
  repository: StudyRepository;

  @Inject()
  own: OwnPieceRepository;

  @Inject()
  topics: TopicService;

  @Inject()
  topicPieces: TopicPieceService;

  @Inject()
  org: OrgService;

  @Inject()
  media: MediaService;

  private readonly shared = new SharedReads();

  private images: readonly ShippedImage[] = [];

  /** At boot: tells that reports are kept on people. */
  start(): void {
    registerHolding({ name: 'study', count: (personId) => this.repository.countOf(personId) });
  }

  /** Puts the shipped pieces in place; repeats harmlessly at every start. */
  async loadShipped(): Promise<void> {
    const pieces = await readShippedPieces();
    this.images = await readShippedImages(pieces.flatMap(({ images = [] }) => images));
    for (const piece of pieces) await this.repository.savePiece(piece);
    this.topicPieces.use((bureau) => this.titlesOf(bureau));
  }

  /** Ours without the samples that the bureau stands its own for, and its own. */
  private async titlesOf(bureau: string): Promise<PieceTitle[]> {
    const [shipped, own] = await Promise.all([
      this.repository.listTitles(),
      this.own.listTitles(bureau),
    ]);
    const replaced = new Set(own.map(({ replaces }) => replaces));
    return [...shipped.filter(({ slug }) => !replaced.has(slug)), ...own];
  }

  /** What people of a bureau read, in the order of slugs; one more than the limit. */
  private async piecesOf(bureau: string, query: Parameters<StudyRepository['listPieces']>[0]) {
    const [replacing, own] = await Promise.all([
      this.own.listReplacing(bureau),
      this.own.listPublished(bureau, query),
    ]);
    const shipped = await this.repository.listPieces(query, [...replacing.keys()]);
    return [...shipped, ...own].sort((a, b) => (a._id < b._id ? -1 : 1)).slice(0, query.limit + 1);
  }

  async listPieces(query: Input<'listPieces'>['query'], call: Call): Promise<Page<PieceSummary>> {
    const personId = query.personId ?? call.actor.personId;
    if (query.personId) await this.org.personLookedAt(personId, 'review_study', call);
    const { personId: _whose, ...asked } = query;
    const bureau = bureauOf(call.actor.unitPath);
    const rows = await this.shared.read(JSON.stringify([bureau, asked]), () =>
      this.piecesOf(bureau, asked),
    );
    const page = toPage(rows, query.limit, (row) => [row._id]);
    const slugs = page.items.map((piece) => piece._id);
    const states = await this.repository.listStates(call.scope, personId, slugs);
    const bySlug = new Map(states.map((state) => [state.slug, state]));
    const topics = await this.topics.byCode();
    const items = page.items.map((piece) =>
      presentSummary(piece, topics.get(piece.topic)?.name ?? piece.topic, bySlug.get(piece._id)),
    );
    return { items, nextCursor: page.nextCursor };
  }

  async findPiece(slug: string, call: Call): Promise<Piece> {
    const { piece, own } = await this.pieceOf(slug, call);
    const [state] = await this.repository.listStates(call.scope, call.actor.personId, [slug]);
    const images = own
      ? (own.content.images ?? [])
      : this.images.filter(({ name }) => piece.images?.includes(name));
    return presentPiece(piece, await this.topics.nameOf(piece.topic), images, state);
  }

  async image(sha256: string, call: Call): Promise<FileAnswer> {
    const shipped = this.images.find((one) => one.sha256 === sha256);
    const body = shipped?.bytes ?? (await this.ownImage(sha256, bureauOf(call.actor.unitPath)));
    if (!body) throw new AppError('NOT_FOUND');
    return { contentType: 'image/jpeg', body, etag: sha256, maxAgeS: KEEP_S };
  }

  private async ownImage(sha256: string, bureau: string): Promise<Buffer | null> {
    const mediaId = await this.own.findPicture(bureau, sha256);
    return mediaId === null ? null : this.media.copyOfStudy(bureau, mediaId);
  }

  /** Appends a report once, then folds the person's reports into where they stand. */
  async appendProgress(
    { params, body }: Input<'appendProgress'>,
    call: Call,
  ): Promise<PieceProgress> {
    const { actor, opHash } = call;
    const { piece, questions } = await this.asked(params.slug, body.pieceVersion, call);
    const time = occurred(call, body.deviceAt);
    await this.repository.appendReport({
      _id: makeId(),
      actorId: actor.personId,
      opId: body.opId,
      opHash,
      unitPath: actor.unitPath,
      slug: piece._id,
      pieceVersion: body.pieceVersion,
      positionBp: body.positionBp,
      answers: body.answers.map(({ questionId, chosen }) => {
        const question = questions.find((one) => one.id === questionId);
        return { questionId, chosen, right: question ? isRight(chosen, question.answer) : false };
      }),
      ...time,
      schemaVersion: 1,
    });
    const state = await this.foldState(piece, actor, { version: body.pieceVersion, questions });
    const { personId, unitPath } = state;
    await recordChanged({
      feature: 'study',
      personId,
      unitPath,
      day: dayOf(time.occurredAt.getTime()),
    });
    return presentProgress(state, piece.version) ?? emptyProgress(piece.version);
  }

  private async foldState(piece: PieceDocument, { personId, unitPath }: Actor, asked: Asked) {
    const reports = await this.repository.listReports(personId, piece._id, piece.version);
    const folded = foldProgress(
      reports,
      piece.questions.map((question) => question.id),
    );
    const _id = `${personId}:${piece._id}`;
    // The first version has none before it.
    const before = piece.version > 1 ? await this.repository.findState(_id) : null;
    const learntBefore = learntBeforeOf(before, piece.version);
    const late = asked.version < piece.version ? await this.learntAt(personId, piece, asked) : null;
    const isKnown = learntBefore.some((at) => at.getTime() === late?.getTime());
    if (late && !isKnown) learntBefore.push(late);
    const state = {
      _id,
      personId,
      unitPath,
      slug: piece._id,
      pieceVersion: piece.version,
      ...folded,
      ...(learntBefore.length > 0 && { learntBefore }),
      folded: reports.length,
      schemaVersion: 1 as const,
    };
    await this.repository.saveState(state);
    return state;
  }

  /** When an earlier version was learnt, of which a report came after there was another. */
  private async learntAt(personId: string, { _id }: PieceDocument, { version, questions }: Asked) {
    const reports = await this.repository.listReports(personId, _id, version);
    const ids = questions.map((question) => question.id);
    return foldProgress(reports, ids).doneAt;
  }

  /** A sample that an own piece stands for is still read by whoever was led to it before. */
  private async pieceOf(slug: string, call: Call) {
    const bureau = bureauOf(call.actor.unitPath);
    const own = isOwnSlug(slug) ? await this.own.findPublished(bureau, slug) : null;
    const piece = own ? asPiece(own) : await this.repository.findPiece(slug);
    if (!piece) throw new AppError('NOT_FOUND');
    return { piece, own };
  }

  /**
   * A piece with the questions of the version that was read. An answer written offline counts although the
   * piece has changed or was taken down since.
   */
  private async asked(slug: string, version: number, call: Call) {
    if (!isOwnSlug(slug)) {
      const { piece } = await this.pieceOf(slug, call);
      return { piece, questions: piece.questions };
    }
    const found = await this.own.findSeen(bureauOf(call.actor.unitPath), slug);
    if (!found) throw new AppError('NOT_FOUND');
    const { content } = found;
    const past = content.version === version ? [] : await this.own.listPast(slug);
    return { piece: asPiece(found), questions: contentAsked(content, past, version).questions };
  }
}

function emptyProgress(pieceVersion: number): PieceProgress {
  return { positionBp: 0, reachedEnd: false, rightQuestionIds: [], doneAt: null, pieceVersion };
}
