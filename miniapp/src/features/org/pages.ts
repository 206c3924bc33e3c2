export const subPackage = {
  root: 'features/org',
  pages: ['pages/manage/index', 'pages/roster/index', 'pages/import/index'],
};
