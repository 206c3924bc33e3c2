/** Daily practice, wrong-answer book, topics, mock paper; the question bank for its keepers. */
export const subPackage = {
  root: 'features/quiz',
  pages: [
    'pages/daily/index',
    'pages/wrong/index',
    'pages/topics/index',
    'pages/topic/index',
    'pages/mock/index',
    'pages/bank/index',
    'pages/edit/index',
    'pages/import/index',
  ],
};
