export default definePageConfig({
  navigationBarTitleText: '执勤日志',
  disableScroll: true,
});
