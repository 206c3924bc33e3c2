export default definePageConfig({
  navigationBarTitleText: '待接草稿',
  disableScroll: true,
});
