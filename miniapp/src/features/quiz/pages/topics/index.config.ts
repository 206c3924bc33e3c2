export default definePageConfig({ navigationBarTitleText: '专题掌握', disableScroll: true });
