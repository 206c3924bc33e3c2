export default definePageConfig({ navigationBarTitleText: '督察', disableScroll: true });
