export default definePageConfig({
  navigationBarTitleText: '自查',
  disableScroll: true,
});
