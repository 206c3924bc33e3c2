export default definePageConfig({ navigationBarTitleText: '名册', disableScroll: true });
