export default definePageConfig({
  navigationBarTitleText: '接班',
  disableScroll: true,
});
