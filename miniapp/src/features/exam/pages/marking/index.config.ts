export default definePageConfig({ navigationBarTitleText: '阅卷', disableScroll: true });
