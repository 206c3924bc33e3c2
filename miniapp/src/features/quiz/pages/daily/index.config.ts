export default definePageConfig({ navigationBarTitleText: '每日十题', disableScroll: true });
