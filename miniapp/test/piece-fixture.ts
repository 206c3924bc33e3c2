import type { OwnPiece } from '@qiangji/shared-types';

/** A piece of the bureau's own, whole, in use. */
export function ownPieceOf(part: Partial<OwnPiece> = {}): OwnPiece {
  return {
    slug: 'own-1',
    title: '冬训安排',
    kind: 'political',
    topic: 'political',
    topicName: '政治学习',
    summary: '练什么、怎么练。',
    state: 'published',
    own: true,
    sample: false,
    version: 1,
    replaces: null,
    replacedBy: null,
    author: '高文',
    changedAt: '2026-11-23T02:00:00.000Z',
    changedBy: '高文',
    revision: 2,
    wasPublished: true,
    checked: null,
    history: [{ at: '2026-11-23T02:00:00.000Z', who: '高文', text: '发布', version: 1 }],
    draft: {
      ...{ title: '冬训安排', kind: 'political', topic: 'political', replaces: null },
      ...{
        summary: '练什么、怎么练。',
        body: '开头。\n\n## 练什么\n\n队列。',
        laws: [],
        links: [],
      },
      questions: [
        {
          ...{ id: 'q1', type: 'single', stem: '练几次？', answer: ['a'], explanation: '两次。' },
          options: [
            { id: 'a', text: '每周两次' },
            { id: 'b', text: '不练' },
          ],
        },
      ],
    },
    ...part,
  };
}
