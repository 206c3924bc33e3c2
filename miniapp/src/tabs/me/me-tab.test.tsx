import { act, fireEvent, render, screen } from '@testing-library/react';
import { setSession, useSessionState } from '@/platform/session/session.store';
import { device, resetDevice } from '../../../test/mocks/taro-device';
import { sessionOf } from '../../../test/session-fixture';
import { settle } from '../../../test/settle';
import { startPhone } from '../../../test/start-phone';
import MeTab from './index';

const turn = () =>
  act(async () => {
    for (let i = 0; i < 8; i += 1) await settle();
  });
const press = async (name: string | RegExp) => {
  fireEvent.click(screen.getByRole('button', { name }));
  await turn();
};

const info = { operatorName: '某局', filingNumber: null, privacyVersion: '1', demo: false };
let asked: string[];

beforeAll(() => {
  startPhone();
});

function phone(demo: boolean) {
  resetDevice();
  asked = [];
  device.answer = ({ url, method }) => {
    if (method !== 'GET') asked.push(url);
    if (url.includes('/auth/unbind')) return { statusCode: 200, data: { done: true } };
    if (url.includes('/app/info')) return { statusCode: 200, data: { ...info, demo } };
    return { statusCode: 404, data: { code: 'NOT_FOUND', message: '没找到', requestId: 'r' } };
  };
  setSession(sessionOf('a'));
}

it('unbinds after saying what goes and how one gets back, and signs out', async () => {
  phone(false);
  render(<MeTab />);
  await turn();
  await press(/解除微信绑定/);
  expect(screen.getByText(/微信标识和手机号会删掉/)).toBeTruthy();
  expect(asked.some((url) => url.includes('/auth/unbind'))).toBe(false);
  await press('解除绑定');
  expect(asked.filter((url) => url.includes('/auth/unbind'))).toHaveLength(1);
  expect(useSessionState.getState().session).toBeUndefined();
});

it('has nothing to unbind in a demo', async () => {
  phone(true);
  render(<MeTab />);
  await turn();
  expect(screen.getByText('某局')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /解除微信绑定/ })).toBeNull();
});
