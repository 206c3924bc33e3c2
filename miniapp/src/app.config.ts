/** Sub-packages are added at build from `features/<feature>/pages.ts` (config/plugins). */
export default defineAppConfig({
  pages: [
    'tabs/today/index',
    'tabs/study/index',
    'tabs/duty/index',
    'tabs/checks/index',
    'tabs/me/index',
  ],
  window: {
    navigationStyle: 'custom',
    navigationBarTitleText: '强基',
    navigationBarTextStyle: '@navigationBarTextStyle' as 'black',
    backgroundColor: '@backgroundColor',
    backgroundTextStyle: '@backgroundTextStyle' as 'dark',
  },
  darkmode: true,
  themeLocation: 'theme.json',
  tabBar: {
    custom: true,
    color: '#5C677C',
    selectedColor: '#0B5D6B',
    backgroundColor: '#FFFFFF',
    list: [
      { pagePath: 'tabs/today/index', text: '今日' },
      { pagePath: 'tabs/study/index', text: '学练' },
      { pagePath: 'tabs/duty/index', text: '执勤' },
      { pagePath: 'tabs/checks/index', text: '督察' },
      { pagePath: 'tabs/me/index', text: '我的' },
    ],
  },
  permission: {
    'scope.userLocation': { desc: '记录执勤和督察的地点，只在你记一条时取用' },
  },
  requiredPrivateInfos: ['getLocation'],
  lazyCodeLoading: 'requiredComponents',
  __usePrivacyCheck__: true,
});
