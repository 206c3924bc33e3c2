export default definePageConfig({
  navigationBarTitleText: '学练',
  disableScroll: true,
});
