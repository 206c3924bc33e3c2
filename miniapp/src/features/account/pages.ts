export const subPackage = {
  root: 'features/account',
  pages: [
    'pages/login/index',
    'pages/consent/index',
    'pages/desk/index',
    'pages/privacy/index',
    'pages/holdings/index',
  ],
};
