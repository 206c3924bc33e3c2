export default definePageConfig({ navigationBarTitleText: '队伍考试', disableScroll: true });
