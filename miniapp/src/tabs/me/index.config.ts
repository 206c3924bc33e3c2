export default definePageConfig({
  navigationBarTitleText: '我的',
  disableScroll: true,
});
