export default definePageConfig({ navigationBarTitleText: '本人', disableScroll: true });
