export default definePageConfig({ navigationBarTitleText: '考前', disableScroll: true });
