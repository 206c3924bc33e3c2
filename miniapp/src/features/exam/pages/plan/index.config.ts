export default definePageConfig({ navigationBarTitleText: '安排考试', disableScroll: true });
