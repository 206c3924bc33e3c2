export default definePageConfig({ navigationBarTitleText: '考试', disableScroll: true });
