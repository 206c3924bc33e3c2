import { resetDevice, setNetwork } from '../../../test/mocks/taro-device';
import { isOffline, netState, noteAnswered, onReconnect, watchNetwork } from './index';
import { netStateOf } from './net.core';

beforeAll(async () => {
  resetDevice();
  watchNetwork();
  await Promise.resolve();
});

it('follows the phone', () => {
  setNetwork('none');
  expect(isOffline()).toBe(true);
  setNetwork('2g');
  expect(netState()).toBe('weak');
  setNetwork('wifi');
  expect(netState()).toBe('online');
});

it('is weak after two requests without an answer, and well again after one with', () => {
  noteAnswered(false);
  expect(netState()).toBe('online');
  noteAnswered(false);
  expect(netState()).toBe('weak');
  noteAnswered(true);
  expect(netState()).toBe('online');
});

it('tells when a connection is there again', () => {
  let times = 0;
  const stop = onReconnect(() => (times += 1));
  setNetwork('none');
  setNetwork('4g');
  stop();
  setNetwork('none');
  setNetwork('4g');
  expect(times).toBe(1);
});

it('is offline whatever else holds when the phone says so', () => {
  expect(netStateOf({ connected: false, poor: true, failures: 9 })).toBe('offline');
});
