export default definePageConfig({ navigationBarTitleText: '督察已封存', disableScroll: true });
