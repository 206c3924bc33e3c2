export default definePageConfig({
  navigationBarTitleText: '交班',
  disableScroll: true,
});
