export default definePageConfig({ navigationBarTitleText: '记录', disableScroll: true });
