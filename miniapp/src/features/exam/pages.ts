/** Exams: sitting them on the phone, keeping them at a desk. */
export const subPackage = {
  root: 'features/exam',
  pages: [
    'pages/mine/index',
    'pages/before/index',
    'pages/sit/index',
    'pages/result/index',
    'pages/ranking/index',
    'pages/desk/index',
    'pages/paper/index',
    'pages/plan/index',
    'pages/console/index',
    'pages/watch/index',
    'pages/results/index',
    'pages/statistics/index',
    'pages/marking/index',
    'pages/appeals/index',
  ],
};
