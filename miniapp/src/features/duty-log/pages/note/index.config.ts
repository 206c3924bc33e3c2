export default definePageConfig({
  navigationBarTitleText: '执勤记录',
  disableScroll: true,
});
