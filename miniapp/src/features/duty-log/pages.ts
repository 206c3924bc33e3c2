/** Duty logs: a shift from 上岗 to 交班, its entries, and what a leader reads of it. */
export const subPackage = {
  root: 'features/duty-log',
  pages: [
    'pages/open/index',
    'pages/entry/index',
    'pages/shift/index',
    'pages/note/index',
    'pages/handover/index',
    'pages/takeover/index',
    'pages/reading/index',
    'pages/drafts/index',
    'pages/draft/index',
    'pages/shifts/index',
    'pages/rota/index',
    'pages/my-rota/index',
  ],
};
