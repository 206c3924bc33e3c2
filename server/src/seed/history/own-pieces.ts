import { contracts, DAY_MS, newId, type PieceDraft } from '@qiangji/shared-types';
import type { OwnPieceDocument } from '../../features/study';
import { bureauOf } from '../../platform/actor';
import type { World } from './world';
import { opOf } from './written';

/** The picture of the piece in use, by its file among the demo's; its id depends on nothing that chance gives. */
export const PIECE_PICTURE = {
  name: 'patrol-car',
  mediaId: newId(Date.UTC(2026, 0, 1), new Uint8Array(16).fill(9)),
};

const WEEK: PieceDraft = {
  title: '示例：这一期政治学习',
  kind: 'political',
  topic: 'political',
  summary: '局里自己写的一篇是什么样子，换成你们的内容。',
  body: [
    '这是演示用的一篇，告诉你本局自己写的学习内容在队员手机上是什么样子。',
    '## 一、写什么',
    '- 这一期学哪份材料，为什么学。\n- 和路面上的事有什么关系。\n- 学完要会什么。',
    '## 二、写多长',
    '一节两三段，一篇三五节。原文放链接，不用整篇抄过来。',
    '## 三、配张图',
    `![停在路边的巡查车](${PIECE_PICTURE.mediaId})`,
    '一张图顶几句话。图上是什么要写一句，看不了图的人靠它。',
    '## 四、最后出小题',
    '一到三道，答对就算学懂。题目问会不会办，不问背没背。',
  ].join('\n\n'),
  laws: [],
  links: [{ title: '共产党员网', url: 'https://www.12371.cn/' }],
  questions: [
    {
      id: 'q1',
      type: 'single',
      stem: '怎么算学懂了一篇？',
      options: [
        { id: 'a', text: '读到最后，小题答对' },
        { id: 'b', text: '打开满十分钟' },
        { id: 'c', text: '每天打开一次' },
      ],
      answer: ['a'],
      explanation: '不看时长，看会不会。',
    },
  ],
  replaces: null,
};

const HALF_WRITTEN: PieceDraft = {
  ...WEEK,
  title: '示例：还没写完的一篇',
  summary: '',
  body: '草稿只有管内容的人看得到，写完再发布。',
  questions: [],
};

/** As the piece in use was read before the office put it right. */
const WEEK_BEFORE: PieceDraft = {
  ...WEEK,
  title: '示例：政治学习',
  body: WEEK.body.replace(/## 三、配张图[^]*?## 四/, '## 三'),
};

/** What the office of the demo wrote: a piece in use, put right once, and a draft. */
export function makeOwnPieces({ demo, nowMs }: World): OwnPieceDocument[] {
  const { _id: actorId, name: who, unitPath } = demo.office;
  return [WEEK, HALF_WRITTEN].map((draft, index) => {
    const atMs = nowMs - (9 - index) * DAY_MS;
    // Of its own making: what chance gives the rest of the history stays the same.
    const opId = newId(atMs, new Uint8Array(16).fill(index + 1));
    const op = opOf(contracts.study.writePiece, actorId, opId, atMs, { body: { draft } });
    const at = new Date(atMs);
    const isInUse = draft === WEEK;
    const written = { ...op, type: 'written' as const, at, who, text: '新写的', pieceVersion: 1 };
    const put = { type: 'published' as const, text: '发布', opId: newId(atMs, new Uint8Array(16)) };
    const until = new Date(atMs + DAY_MS);
    const mended = {
      ...{ type: 'changed' as const, text: '改了小处，学过的不用重读', at: until },
      opId: newId(atMs, new Uint8Array(16).fill(5)),
    };
    const before = { ...WEEK_BEFORE, laws: [], version: 1, edition: 1, until, changedBy: who };
    return {
      _id: `own-${opId}`,
      bureau: bureauOf(unitPath),
      state: isInUse ? 'published' : 'draft',
      content: { ...draft, laws: [], version: 1, edition: isInUse ? 2 : 1 },
      past: isInUse ? [before] : [],
      publishedAt: isInUse ? at : null,
      author: who,
      version: isInUse ? 3 : 1,
      events: isInUse ? [written, { ...written, ...put }, { ...written, ...mended }] : [written],
      changedAt: isInUse ? until : at,
      schemaVersion: 1,
    };
  });
}
