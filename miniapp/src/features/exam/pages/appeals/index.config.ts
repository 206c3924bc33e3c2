export default definePageConfig({ navigationBarTitleText: '申诉', disableScroll: true });
