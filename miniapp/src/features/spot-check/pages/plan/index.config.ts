export default definePageConfig({ navigationBarTitleText: '安排督察', disableScroll: true });
