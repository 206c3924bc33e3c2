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
import { AppError } from '../../platform/errors';
import { recordChanged } from '../../platform/events';
import { registerHolding } from '../../platform/holdings';
import { occurred, type Call, type FileAnswer } from '../../platform/http';
import { makeId } from '../../platform/ids';
import { SharedReads, toPage } from '../../platform/mongo';
import { OrgService } from '../org';
import { TopicPieceService, TopicService } from '../standard';
import type { PieceDocument } from './study.collection';
import { readShippedImages, readShippedPieces, type ShippedImage } from './study.content';
import { presentPiece, presentProgress, presentSummary } from './study.presenter';
import { StudyRepository } from './study.repository';
import { foldProgress } from './study.rules';

/** A picture is asked for by the hash of its bytes: a phone may keep it for good. */
const KEEP_S = 365 * 86_400;

type Input<K extends keyof typeof studyContract> = HandlerInput<(typeof studyContract)[K]>;

@Provide()
@DiScope(ScopeEnum.Singleton)
export class StudyService {
  @Inject()
  repository: StudyRepository;

  @Inject()
  topics: TopicService;

  @Inject()
  topicPieces: TopicPieceService;

  @Inject()
  org: OrgService;

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
    this.topicPieces.use(() => this.repository.listTitles());
  }

  async listPieces(query: Input<'listPieces'>['query'], call: Call): Promise<Page<PieceSummary>> {
    const personId = query.personId ?? call.actor.personId;
    if (query.personId) await this.org.personLookedAt(personId, 'review_study', call);
    const { personId: _whose, ...asked } = query;
    const rows = await this.shared.read(JSON.stringify(asked), () =>
      this.repository.listPieces(asked),
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
    const piece = await this.pieceOf(slug);
    const [state] = await this.repository.listStates(call.scope, call.actor.personId, [slug]);
    const images = this.images.filter(({ name }) => piece.images?.includes(name));
    return presentPiece(piece, await this.topics.nameOf(piece.topic), images, state);
  }

  async image(sha256: string): Promise<FileAnswer> {
    const image = this.images.find((one) => one.sha256 === sha256);
    if (!image) throw new AppError('NOT_FOUND');
    return { contentType: 'image/jpeg', body: image.bytes, etag: sha256, maxAgeS: KEEP_S };
  }

  /** Appends a report once, then folds the person's reports into where they stand. */
  async appendProgress(
    { params, body }: Input<'appendProgress'>,
    call: Call,
  ): Promise<PieceProgress> {
    const { actor, opHash } = call;
    const piece = await this.pieceOf(params.slug);
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
        const question = piece.questions.find((one) => one.id === questionId);
        return { questionId, chosen, right: question ? isRight(chosen, question.answer) : false };
      }),
      ...time,
      schemaVersion: 1,
    });
    const state = await this.foldState(piece, actor.personId, actor.unitPath);
    const { personId, unitPath } = state;
    await recordChanged({
      feature: 'study',
      personId,
      unitPath,
      day: dayOf(time.occurredAt.getTime()),
    });
    return presentProgress(state, piece.version) ?? emptyProgress(piece.version);
  }

  private async foldState(piece: PieceDocument, personId: string, unitPath: string) {
    const reports = await this.repository.listReports(personId, piece._id, piece.version);
    const folded = foldProgress(
      reports,
      piece.questions.map((question) => question.id),
    );
    const state = {
      _id: `${personId}:${piece._id}`,
      personId,
      unitPath,
      slug: piece._id,
      pieceVersion: piece.version,
      ...folded,
      folded: reports.length,
      schemaVersion: 1 as const,
    };
    await this.repository.saveState(state);
    return state;
  }

  private async pieceOf(slug: string): Promise<PieceDocument> {
    const piece = await this.repository.findPiece(slug);
    if (!piece) throw new AppError('NOT_FOUND');
    return piece;
  }
}

function emptyProgress(pieceVersion: number): PieceProgress {
  return { positionBp: 0, reachedEnd: false, rightQuestionIds: [], doneAt: null, pieceVersion };
}
