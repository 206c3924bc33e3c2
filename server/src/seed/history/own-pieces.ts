import { contracts, DAY_MS, newId, type PieceDraft } from '@qiangji/shared-types';
import type { OwnPieceDocument } from '../../features/study';
import { bureauOf } from '../../platform/actor';
import type { World } from './world';
import { opOf } from './written';

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
    '## 三、最后出小题',
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

/** What the office of the demo wrote: a piece in use and a draft. */
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
    return {
      _id: `own-${opId}`,
      bureau: bureauOf(unitPath),
      state: isInUse ? 'published' : 'draft',
      content: { ...draft, laws: [], version: 1, edition: 1 },
      past: [],
      publishedAt: isInUse ? at : null,
      author: who,
      version: isInUse ? 2 : 1,
      events: isInUse ? [written, { ...written, ...put }] : [written],
      changedAt: at,
      schemaVersion: 1,
    };
  });
}
