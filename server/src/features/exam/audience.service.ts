import { randomBytes } from 'node:crypto';
import { Inject, Provide, Scope as DiScope, ScopeEnum } from '@midwayjs/core';
import {
  drawFrom,
  sortedOnce,
  type AudienceCount,
  type ExamAudience,
  type examContract,
  type HandlerInput,
} from '@qiangji/shared-types';
import { busyNow, type BusyReason } from '../../platform/availability';
import { bureauOf, isWithin } from '../../platform/actor';
import { now, nowDate } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import type { Call } from '../../platform/http';
import { makeId } from '../../platform/ids';
import type { Scope } from '../../platform/policy';
import { NoticeService } from '../notice';
import { OrgService, type PersonDocument } from '../org';
import { keepsBank } from '../quiz';
import { hmacSha256 } from './envelope.rules';
import type { ExamDocument, ExamDrawDocument, SittingDocument } from './exam.collection';
import { ExamRepository } from './exam.repository';
import { newSitting } from './exam.rules';
import type { ExamWords } from './exam.words';
import { SittingRepository } from './sitting.repository';

type Input<K extends keyof typeof examContract> = HandlerInput<(typeof examContract)[K]>;

/** Notices of one write. */
const AT_ONCE = 500;

const collator = new Intl.Collator('zh-Hans-CN');

/** Who sits an exam: found by the rule, drawn so that anybody can draw again, and told. */
@Provide()
@DiScope(ScopeEnum.Singleton)
export class AudienceService {
  @Inject()
  exams: ExamRepository;

  @Inject()
  sittings: SittingRepository;

  @Inject()
  org: OrgService;

  @Inject()
  notices: NoticeService;

  /**
   * Draws the audience of an exam that is about to be sent out. Done again after a crash it is the same draw;
   * once the draft was changed it is another one, since nobody was told of the first.
   */
  async draw(exam: ExamDocument): Promise<NonNullable<ExamDocument['draw']>> {
    const people = await this.peopleFor(exam);
    const nobody = () =>
      new AppError('STATE_CONFLICT', { message: '按这个范围一个人也没有，请先改范围' });
    if (people.size === 0) throw nobody();
    const draw = await this.exams.insertDraw(drawOf(exam, [...people.keys()]));
    if (!draw.drawn.some((id) => people.has(id))) throw nobody();
    const { seed, candidates, drawn } = draw;
    return { seed, drawnAt: new Date(now()), candidates: candidates.length, drawn: drawn.length };
  }

  /**
   * Makes the sittings of an exam that was sent out; made again they stay as they are. Whoever is on a shift,
   * in an incident or on leave while a surprise exam is told is deferred at once.
   */
  async seat(exam: ExamDocument): Promise<void> {
    const draw = await this.exams.findDraw(exam._id);
    if (!draw) return;
    const { drawn } = draw;
    const people = await this.peopleFor(exam);
    const surprise = exam.draft.kind === 'surprise';
    const busy = surprise ? await busyNow(drawn) : new Map<string, never>();
    const toldAt = nowDate();
    const chosen = drawn.flatMap((id) => people.get(id) ?? []);
    await this.sittings.insertAll(
      chosen.map(({ _id: personId, unitPath }) =>
        newSitting({
          _id: makeId(),
          examId: exam._id,
          personId,
          unitPath,
          toldAt,
          deferred: busy.get(personId) ?? null,
        }),
      ),
    );
    // Sittings were made with the draw once: one that broke off left those of a draft that was changed since.
    if (exam.publishedAt) await this.sittings.removeUndrawn(exam._id, exam.publishedAt, drawn);
  }

  /** Whom a rule would mean as things are now. */
  async count({ body }: Input<'countAudience'>, { scope, actor }: Call): Promise<AudienceCount> {
    const { audience } = body;
    const bureau = bureauOf(actor.unitPath);
    const { people: all, recused } = await this.peopleOf({ ...audience, posts: [] }, scope, bureau);
    const fitting = [...all.values()].filter((person) => belongs(audience, person));
    const reasons = [...(await busyNow(fitting.map(({ _id }) => _id))).values()];
    const busy = (reason: BusyReason) => reasons.filter((one) => one === reason).length;
    const posts = new Map<string, number>();
    for (const { post } of all.values()) posts.set(post, (posts.get(post) ?? 0) + 1);
    return {
      people: fitting.length,
      recused: recused.filter((person) => belongs(audience, person)).length,
      busy: { on_shift: busy('on_shift'), incident: busy('incident'), leave: busy('leave') },
      posts: [...posts]
        .map(([post, people]) => ({ post, people }))
        .sort((a, b) => collator.compare(a.post, b.post)),
    };
  }

  /** Tells all who sit and are not deferred; telling again does nothing. */
  async tell(exam: ExamDocument, words: ExamWords): Promise<void> {
    for await (const rows of this.sittings.pagesOfExam(exam, AT_ONCE)) {
      const called = rows.filter((row) => row.deferred === null);
      await this.tellSome(exam, called, words);
    }
  }

  async tellSome(
    exam: ExamDocument,
    rows: readonly SittingDocument[],
    words: ExamWords,
  ): Promise<void> {
    if (rows.length === 0) return;
    await this.notices.appendAll(
      rows.map(({ personId, unitPath }) => ({
        personId,
        unitPath,
        kind: 'exam',
        link: { feature: 'exam', id: exam._id },
        ...words,
      })),
    );
  }

  private async peopleFor(exam: ExamDocument): Promise<Map<string, PersonDocument>> {
    const reach = { unitPaths: [exam.unitPath] };
    return (await this.peopleOf(exam.draft.audience, reach, exam.unitPath)).people;
  }

  /** Whoever keeps the bank sees its keys, and does not sit. */
  private async peopleOf(
    audience: ExamAudience,
    reach: Scope,
    bureau: string,
  ): Promise<{ people: Map<string, PersonDocument>; recused: PersonDocument[] }> {
    const people = new Map<string, PersonDocument>();
    for (const unitPath of audience.unitPaths) {
      if (!isWithin(unitPath, bureau)) throw new AppError('NOT_FOUND');
      const found = await this.org.listActiveIn(reach, unitPath);
      for (const person of found) if (belongs(audience, person)) people.set(person._id, person);
    }
    const recused = [...people.values()].filter(keepsBank);
    for (const { _id } of recused) people.delete(_id);
    return { people, recused };
  }
}

function belongs({ kinds, posts }: ExamAudience, { kind, post }: PersonDocument): boolean {
  return (
    (kinds.length === 0 || kinds.includes(kind)) && (posts.length === 0 || posts.includes(post))
  );
}

function drawOf(exam: ExamDocument, personIds: string[]): ExamDrawDocument & { version: number } {
  const { sample } = exam.draft.audience;
  const seed = randomBytes(32).toString('hex');
  const candidates = sortedOnce(personIds);
  const drawn =
    sample === null ? candidates : drawFrom(hmacSha256, seed, 'audience', candidates, sample);
  const { _id, unitPath, version } = exam;
  return { _id, unitPath, version, seed, candidates, drawn, schemaVersion: 1 };
}
