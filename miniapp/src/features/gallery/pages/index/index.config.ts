export default definePageConfig({ navigationBarTitleText: '样张', disableScroll: true });
