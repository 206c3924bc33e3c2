export default definePageConfig({
  navigationBarTitleText: '要改的',
  disableScroll: true,
});
