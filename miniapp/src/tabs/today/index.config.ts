export default definePageConfig({
  navigationBarTitleText: '今日',
  disableScroll: true,
});
