export default definePageConfig({ navigationBarTitleText: '学习', disableScroll: true });
