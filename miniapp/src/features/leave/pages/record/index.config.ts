export default definePageConfig({ navigationBarTitleText: '记请假', disableScroll: true });
