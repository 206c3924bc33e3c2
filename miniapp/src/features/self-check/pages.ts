/** Self-checks: readiness, conduct, periodic; and what people put right after them. */
export const subPackage = {
  root: 'features/self-check',
  pages: [
    'pages/check/index',
    'pages/corrections/index',
    'pages/correction/index',
    'pages/history/index',
    'pages/record/index',
  ],
};
