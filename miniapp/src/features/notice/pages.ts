export const subPackage = { root: 'features/notice', pages: ['pages/inbox/index'] };
