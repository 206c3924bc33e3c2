/** 队伍: a unit's week, one person, the records behind a figure, the squadrons side by side. */
export const subPackage = {
  root: 'features/review',
  pages: ['pages/week/index', 'pages/person/index', 'pages/records/index', 'pages/squadrons/index'],
};
