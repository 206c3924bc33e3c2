import { act, fireEvent, render, screen } from '@testing-library/react';
import { watchNetwork } from '@/platform/network';
import { resetDevice, setNetwork } from '../../../test/mocks/taro-device';
import { setBadges } from '../shell-store';
import { PageShell } from './index';

let wide = false;

beforeAll(() => {
  resetDevice();
  watchNetwork();
  process.env.TARO_ENV = 'h5';
  window.matchMedia = (query: string) =>
    ({
      matches: wide,
      media: query,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }) as unknown as MediaQueryList;
});

beforeEach(() => {
  wide = false;
  act(() => setNetwork('wifi'));
  setBadges({ checks: 0 });
});

it('shows its content when it is ready', () => {
  render(<PageShell title="督察结果">合格 16 项</PageShell>);
  expect(screen.getByRole('heading', { name: '督察结果', level: 1 })).toBeTruthy();
  expect(screen.getByRole('main').textContent).toContain('合格 16 项');
});

it('says that it fetches', () => {
  render(<PageShell title="督察结果" status="loading" />);
  expect(screen.getByRole('status', { name: '正在取内容' })).toBeTruthy();
});

it('says what to do first when there is nothing', () => {
  const record = jest.fn();
  render(
    <PageShell
      title="执勤"
      status="empty"
      bottom="保存"
      empty={{ title: '这一班还没有记录', hint: '先拍照', action: '记一条', onAction: record }}
    />,
  );
  fireEvent.click(screen.getByRole('button', { name: '记一条' }));
  expect(record).toHaveBeenCalledTimes(1);
  expect(screen.queryByText('保存')).toBeNull();
});

it('says what failed, that nothing is lost, and tries again', async () => {
  const onRefresh = jest.fn(() => Promise.resolve());
  render(
    <PageShell
      title="督察结果"
      status="error"
      fail={{ title: '督察结果没取到', why: '服务器没有回应，内容没丢' }}
      onRefresh={onRefresh}
    />,
  );
  expect(screen.getByRole('alert').textContent).toContain('内容没丢');
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: '再试' }));
    await Promise.resolve();
  });
  expect(onRefresh).toHaveBeenCalledTimes(1);
});

it('says so when nothing is kept on the phone and there is no network', () => {
  render(<PageShell title="考试" status="offline" />);
  expect(screen.getByRole('alert').textContent).toContain('连上网就能看');
});

it('says that one is offline, and nothing once the network is back', () => {
  render(<PageShell title="今日" tab="today" />);
  expect(screen.queryByText('离线，照常可用')).toBeNull();
  act(() => setNetwork('none'));
  expect(screen.getByText('离线，照常可用')).toBeTruthy();
  act(() => setNetwork('2g'));
  expect(screen.getByText('信号弱，先存在手机里')).toBeTruthy();
  act(() => setNetwork('wifi'));
  expect(screen.queryByText('信号弱，先存在手机里')).toBeNull();
});

it('uses own words in the network bar where the page has them', () => {
  act(() => setNetwork('none'));
  render(<PageShell title="督察" net="离线，签字后封存" />);
  expect(screen.getByText('离线，签字后封存')).toBeTruthy();
});

it('names the tabs with what waits under them, and the one that is open', () => {
  setBadges({ checks: 1 });
  render(<PageShell title="今日" tab="today" />);
  expect(screen.getByRole('link', { name: '督察，1 件待办' })).toBeTruthy();
  expect(screen.getByRole('link', { name: '今日' }).getAttribute('aria-current')).toBe('true');
  expect(screen.queryByRole('button', { name: '返回' })).toBeNull();
});

it('has the side navigation instead of the tabs on a desk screen', () => {
  wide = true;
  render(<PageShell title="今日" tab="today" onRefresh={() => Promise.resolve()} />);
  expect(screen.getAllByRole('navigation')).toHaveLength(1);
  expect(screen.getByText('强基')).toBeTruthy();
  expect(screen.getByRole('button', { name: '刷新' })).toBeTruthy();
});

it('keeps the way back when its content fails', () => {
  const quiet = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const Broken = () => {
    throw new Error('broken');
  };
  render(
    <PageShell title="督察结果">
      <Broken />
    </PageShell>,
  );
  expect(screen.getByRole('alert').textContent).toContain('这一页出了问题');
  expect(screen.getByRole('button', { name: '返回' })).toBeTruthy();
  quiet.mockRestore();
});
