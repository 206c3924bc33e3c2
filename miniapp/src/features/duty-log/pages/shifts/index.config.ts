export default definePageConfig({
  navigationBarTitleText: '我的班',
  disableScroll: true,
});
