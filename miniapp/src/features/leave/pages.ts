/** 请假: a leader's list, the form, and a person's own. */
export const subPackage = {
  root: 'features/leave',
  pages: ['pages/unit/index', 'pages/record/index', 'pages/mine/index'],
};
