export default definePageConfig({ navigationBarTitleText: '请假', disableScroll: true });
