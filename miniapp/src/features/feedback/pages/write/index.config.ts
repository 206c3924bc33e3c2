export default definePageConfig({ navigationBarTitleText: '写一条', disableScroll: true });
