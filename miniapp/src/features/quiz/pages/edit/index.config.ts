export default definePageConfig({ navigationBarTitleText: '写题', disableScroll: true });
