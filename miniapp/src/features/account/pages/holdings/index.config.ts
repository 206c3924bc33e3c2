export default definePageConfig({ navigationBarTitleText: '记在我名下的', disableScroll: true });
