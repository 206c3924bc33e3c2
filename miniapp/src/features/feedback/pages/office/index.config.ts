export default definePageConfig({ navigationBarTitleText: '投诉建议答复', disableScroll: true });
