export default definePageConfig({ navigationBarTitleText: '模拟卷', disableScroll: true });
