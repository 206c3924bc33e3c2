export default definePageConfig({ navigationBarTitleText: '督察结果', disableScroll: true });
