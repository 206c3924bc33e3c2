export default definePageConfig({ navigationBarTitleText: '排班', disableScroll: true });
