export default definePageConfig({ navigationBarTitleText: '待发送', disableScroll: true });
