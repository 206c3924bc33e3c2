/** The component gallery, for those who build pages; demo builds only. */
export const subPackage = {
  root: 'features/gallery',
  pages: ['pages/index/index'],
  demoOnly: true,
};
