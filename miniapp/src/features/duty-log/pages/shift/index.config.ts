export default definePageConfig({
  navigationBarTitleText: '这一班',
  disableScroll: true,
});
