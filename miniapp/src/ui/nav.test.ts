import Taro from '@tarojs/taro';
import { device, resetDevice } from '../../test/mocks/taro-device';
import { openPage } from './nav';

const PAGE = '/features/outbox/pages/list/index';

function under(pages: number): void {
  const stack = Array.from({ length: pages }, () => ({ route: 'tabs/today/index' }));
  jest.spyOn(Taro, 'getCurrentPages').mockReturnValue(stack as never);
}

beforeEach(resetDevice);
afterEach(() => jest.restoreAllMocks());

it('lays a page over the one before while there is room', () => {
  under(9);
  openPage(PAGE);
  expect(device.navigations).toEqual([`navigateTo ${PAGE}`]);
});

it('takes the place of the page that is left where WeChat would refuse an eleventh', () => {
  under(10);
  openPage(PAGE);
  expect(device.navigations).toEqual([`redirectTo ${PAGE}`]);
});

it('goes to a tab from any depth', () => {
  under(10);
  openPage('/tabs/me/index');
  expect(device.navigations).toEqual(['switchTab /tabs/me/index']);
});
