export default definePageConfig({
  navigationBarTitleText: '接手',
  disableScroll: true,
});
