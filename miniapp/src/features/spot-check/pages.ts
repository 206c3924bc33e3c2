/** Spot checks: drawing, planning, scoring, signing, and the result as those checked see it. */
export const subPackage = {
  root: 'features/spot-check',
  pages: [
    'pages/draw/index',
    'pages/plan/index',
    'pages/start/index',
    'pages/score/index',
    'pages/sign/index',
    'pages/sealed/index',
    'pages/result/index',
    'pages/list/index',
  ],
};
