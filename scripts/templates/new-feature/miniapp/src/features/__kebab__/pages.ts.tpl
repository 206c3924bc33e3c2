/** The list of one's own entries, with a field to write another. */
export const subPackage = { root: 'features/__kebab__', pages: ['pages/list/index'] };
