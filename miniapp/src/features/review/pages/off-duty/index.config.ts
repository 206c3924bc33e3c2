export default definePageConfig({ navigationBarTitleText: '没上岗', disableScroll: true });
