import type { AppealDocument } from './marking.collection';
import { appealWords } from './exam.words';

it('ends the reason of an explanation that was put right with one full stop', () => {
  const appeal = { _id: 'a', state: 'upheld', upheldBy: 'explanation' } as AppealDocument;
  const draft = { draft: { title: '第 3 期' } };
  for (const reason of ['写错了', '写错了。']) {
    const { text } = appealWords(draft as Parameters<typeof appealWords>[0], { ...appeal, reason });
    expect(text).toMatch(/^写错了。答案没有错/);
  }
});
