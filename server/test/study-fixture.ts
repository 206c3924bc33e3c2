import { studyContract, type OwnPiece, type PieceDraft } from '@qiangji/shared-types';
import { phoneWrite, type Kit } from './kit';
import type { PersonKey } from './org-fixture';

/** A piece that could be put into use as it stands. */
export function pieceDraft(change: Partial<PieceDraft> = {}): PieceDraft {
  return {
    title: '本局的政治学习',
    kind: 'political',
    topic: 'political',
    summary: '这一期学什么。',
    body: '开头一段。\n\n## 第一节\n\n正文。\n\n## 第二节\n\n还有。',
    laws: [],
    links: [{ title: '原文', url: 'https://www.gov.cn/yuanwen' }],
    questions: [
      {
        id: 'q1',
        type: 'single',
        stem: '学的是什么？',
        options: [
          { id: 'a', text: '这一期' },
          { id: 'b', text: '那一期' },
        ],
        answer: ['a'],
        explanation: '正文第一节。',
      },
    ],
    replaces: null,
    ...change,
  };
}

export async function writtenPiece(
  kit: Kit,
  draft: PieceDraft = pieceDraft(),
  as: PersonKey = 'office',
): Promise<OwnPiece> {
  return kit.ok(studyContract.writePiece, { body: { ...phoneWrite(), draft } }, as);
}

export async function publishPiece(
  kit: Kit,
  { slug, revision }: OwnPiece,
  as: PersonKey = 'office',
): Promise<OwnPiece> {
  const body = { ...phoneWrite(), revision, state: 'published' as const };
  return kit.ok(studyContract.changePieceState, { params: { slug }, body }, as);
}

export async function publishedPiece(
  kit: Kit,
  draft: PieceDraft = pieceDraft(),
  as: PersonKey = 'office',
): Promise<OwnPiece> {
  return publishPiece(kit, await writtenPiece(kit, draft, as), as);
}

/** What changes a piece as it was read last. */
export const changeOf = (
  { slug, revision }: Pick<OwnPiece, 'slug' | 'revision'>,
  draft: PieceDraft,
  readAgain: boolean,
) => ({ params: { slug }, body: { ...phoneWrite(), revision, draft, readAgain } });

export async function takeDown(
  kit: Kit,
  { slug, revision }: OwnPiece,
  as: PersonKey = 'office',
): Promise<OwnPiece> {
  const body = { ...phoneWrite(), revision, state: 'taken_down' as const, reason: '过时了' };
  return kit.ok(studyContract.changePieceState, { params: { slug }, body }, as);
}
