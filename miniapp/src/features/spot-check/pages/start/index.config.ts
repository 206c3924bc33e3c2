export default definePageConfig({ navigationBarTitleText: '开始督察', disableScroll: true });
