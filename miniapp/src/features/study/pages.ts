/** Reading a piece with its check questions, the handbook with its search, and the desk of who keeps the pieces. */
export const subPackage = {
  root: 'features/study',
  pages: ['pages/reader/index', 'pages/handbook/index', 'pages/desk/index', 'pages/write/index'],
};
