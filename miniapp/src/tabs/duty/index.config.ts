export default definePageConfig({
  navigationBarTitleText: '执勤',
  disableScroll: true,
});
