/** Reading a piece with its check questions, and the handbook with its search. */
export const subPackage = {
  root: 'features/study',
  pages: ['pages/reader/index', 'pages/handbook/index'],
};
