export default definePageConfig({ navigationBarTitleText: '竞赛榜', disableScroll: true });
