export default definePageConfig({ navigationBarTitleText: '人手一册', disableScroll: true });
