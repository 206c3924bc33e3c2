export default definePageConfig({ navigationBarTitleText: '督察抽签', disableScroll: true });
