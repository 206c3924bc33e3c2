export default definePageConfig({ navigationBarTitleText: '队伍一周', disableScroll: true });
