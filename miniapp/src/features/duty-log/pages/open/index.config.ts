export default definePageConfig({
  navigationBarTitleText: '上岗',
  disableScroll: true,
});
