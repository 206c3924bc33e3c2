/**
 * WeChat insists on this component when the tab bar is custom. Each tab page draws its own
 * `TabBar`, which can follow the theme and the font of the page; so this one draws nothing.
 */
export default function CustomTabBar() {
  return null;
}
