export default definePageConfig({ navigationBarTitleText: '试卷', disableScroll: true });
