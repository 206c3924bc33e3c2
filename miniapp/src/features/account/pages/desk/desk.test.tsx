import { act, fireEvent, render, screen } from '@testing-library/react';
import { device, resetDevice, type FakeRequest } from '../../../../../test/mocks/taro-device';
import { sessionOf } from '../../../../../test/session-fixture';
import { settle } from '../../../../../test/settle';
import { startPhone } from '../../../../../test/start-phone';
import { DeskSignIn } from '../../desk-sign-in';
import DeskPage from './index';

const INVALID = { code: 'DESK_CODE_INVALID', message: '登录码不对', requestId: 'r' };
const TICKET = { code: '01234567', deskToken: '01234567.s', expiresAt: '2026-11-24T01:03:00.000Z' };

beforeAll(startPhone);
beforeEach(resetDevice);
afterEach(() => jest.useRealTimers());

const sent = () =>
  device.requests.map(({ url, data }) => [url.split('/api/v1/auth/')[1], JSON.parse(String(data))]);

describe('on the phone', () => {
  it('sends the digits without their gap, and says that the desk is in', async () => {
    device.answer = () => ({ statusCode: 200, data: { done: true } });
    render(<DeskPage />);
    fireEvent.change(screen.getByLabelText('电脑上显示的登录码'), {
      target: { value: '0123 4567' },
    });
    fireEvent.click(screen.getByRole('button', { name: '让这台电脑登录' }));
    await act(settle);
    expect(sent()).toEqual([['desk/confirm', { code: '01234567' }]]);
    expect(screen.getByText('电脑上已经登录')).toBeTruthy();
  });

  it('tells why a code was not taken, and keeps it to be mended', async () => {
    device.answer = () => ({ statusCode: 400, data: INVALID });
    render(<DeskPage />);
    const field = screen.getByLabelText('电脑上显示的登录码');
    fireEvent.change(field, { target: { value: '01234567' } });
    fireEvent.click(screen.getByRole('button', { name: '让这台电脑登录' }));
    await act(settle);
    expect(screen.getByText('登录码不对')).toBeTruthy();
    expect(screen.getByDisplayValue('01234567')).toBe(field);
  });
});

describe('at the desk', () => {
  /** A service whose phone confirms after so many questions; undefined: never, and the code ends. */
  const service = (confirmedAfter: number | undefined, endsAfter = 99) => {
    let asked = 0;
    return ({ url }: FakeRequest) => {
      if (!url.includes('/desk/session')) return { statusCode: 200, data: TICKET };
      asked += 1;
      if (asked > endsAfter) return { statusCode: 400, data: INVALID };
      const done = confirmedAfter !== undefined && asked > confirmedAfter;
      const data = done ? { state: 'signed_in', session: sessionOf('a') } : { state: 'waiting' };
      return { statusCode: 200, data };
    };
  };
  const show = async (onDone: () => void) => {
    jest.useFakeTimers();
    render(<DeskSignIn onDone={onDone} />);
    fireEvent.click(screen.getByRole('button', { name: '取登录码' }));
    await act(() => jest.advanceTimersByTimeAsync(100));
    expect(screen.getByText('0123 4567')).toBeTruthy();
  };

  it('shows a code and enters once the phone has confirmed', async () => {
    device.answer = service(2);
    const onDone = jest.fn();
    await show(onDone);
    await act(() => jest.advanceTimersByTimeAsync(4_500));
    expect(onDone).not.toHaveBeenCalled();
    await act(() => jest.advanceTimersByTimeAsync(2_000));
    expect(onDone).toHaveBeenCalledWith(sessionOf('a').me);
    const asked = device.requests.length;
    await act(() => jest.advanceTimersByTimeAsync(10_000));
    expect(device.requests).toHaveLength(asked);
  });

  it('offers a new code when the time of the first is over', async () => {
    device.answer = service(undefined, 1);
    await show(() => undefined);
    await act(() => jest.advanceTimersByTimeAsync(5_000));
    expect(screen.getByRole('button', { name: '重新取登录码' })).toBeTruthy();
    expect(screen.queryByText('0123 4567')).toBeNull();
  });
});
