/** 队伍: a unit's week, one person, the records behind a figure, the squadrons side by side, who is off duty. */
export const subPackage = {
  root: 'features/review',
  pages: [
    'pages/week/index',
    'pages/person/index',
    'pages/records/index',
    'pages/squadrons/index',
    'pages/off-duty/index',
  ],
};
