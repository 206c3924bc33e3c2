export default definePageConfig({ navigationBarTitleText: '督察打分', disableScroll: true });
