export default definePageConfig({ navigationBarTitleText: '登录', disableScroll: true });
