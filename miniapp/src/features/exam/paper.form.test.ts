import { topicChoices } from './paper.form';

it('offers each topic once, and the whole of those that belong together', () => {
  const procedure = { topic: 'procedure', topicName: '处罚程序' };
  const choices = topicChoices([
    { topic: 'evidence', topicName: '证据', parent: procedure },
    { topic: 'garden', topicName: '园林', parent: null },
    { ...procedure, parent: null },
    { topic: 'hearing', topicName: '听证', parent: procedure },
  ]);
  expect(choices.map(({ text }) => text)).toEqual(['园林', '处罚程序（整类）', '证据', '听证']);
  expect(choices.map(({ value }) => value)).toEqual(['garden', 'procedure', 'evidence', 'hearing']);
});
