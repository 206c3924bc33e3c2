export default definePageConfig({ navigationBarTitleText: '考试现场', disableScroll: true });
