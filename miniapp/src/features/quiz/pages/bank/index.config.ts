export default definePageConfig({ navigationBarTitleText: '题库', disableScroll: true });
