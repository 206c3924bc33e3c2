export const subPackage = { root: 'features/outbox', pages: ['pages/list/index'] };
