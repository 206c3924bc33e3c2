export default definePageConfig({ navigationBarTitleText: '各中队', disableScroll: true });
