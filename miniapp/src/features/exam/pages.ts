/** Exams: sitting them on the phone, keeping them at a desk. */
export const subPackage = {
  root: 'features/exam',
  pages: [
    'pages/mine/index',
    'pages/before/index',
    'pages/sit/index',
    'pages/result/index',
    'pages/ranking/index',
  ],
};
