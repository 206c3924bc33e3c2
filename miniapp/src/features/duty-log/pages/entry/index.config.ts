export default definePageConfig({
  navigationBarTitleText: '记一条',
  disableScroll: true,
});
