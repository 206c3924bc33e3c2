export const subPackage = {
  root: 'features/feedback',
  pages: ['pages/mine/index', 'pages/write/index', 'pages/office/index'],
};
