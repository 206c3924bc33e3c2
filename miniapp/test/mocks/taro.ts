/**
 * `@tarojs/taro` for unit tests: the parts of the mini-program API that the app uses, over one fake
 * phone (`device` of taro-device). Jest maps the module here.
 */
import { useEffect } from 'react';
import {
  device,
  fakeRandom,
  FakeSocket,
  hideListeners,
  networkListeners,
  type FakeRequest,
} from './taro-device';
import { fileSystem } from './taro-files';

type Effect = () => void;

/** Life-cycle hooks that run once at mounting, as a page's first showing does. */
function onMount(effect: Effect): void {
  // eslint-disable-next-line react-hooks/exhaustive-deps -- a page life-cycle, not an effect
  useEffect(() => effect(), []);
}

const never = (_effect: Effect): void => undefined;

export const useDidShow = onMount;
export const useLoad = onMount;
export const useReady = onMount;
export const useUnload = never;
export const usePullDownRefresh = never;
export const useReachBottom = never;
export const usePageScroll = never;
export const useShareAppMessage = never;
export const useLaunch = onMount;

export function useDidHide(effect: Effect): void {
  useEffect(() => {
    hideListeners.add(effect);
    return () => void hideListeners.delete(effect);
  });
}

export function useRouter() {
  return { params: device.routerParams, path: '' };
}

function navigate(kind: string) {
  return ({ url = '' }: { url?: string } = {}) => {
    device.navigations.push(`${kind} ${url}`.trim());
    return Promise.resolve({ errMsg: `${kind}:ok` });
  };
}

async function answer(request: FakeRequest) {
  device.requests.push(request);
  if (device.networkType === 'none') throw { errMsg: 'request:fail' };
  try {
    return await device.answer(request);
  } catch (thrown) {
    throw { errMsg: `request:fail ${String(thrown)}` };
  }
}

function setStorageSync(key: string, data: unknown): void {
  const next = new Map(device.storage).set(key, data);
  const size = [...next].reduce((sum, [k, v]) => sum + k.length + JSON.stringify(v).length, 0);
  if (size > device.storageLimit) throw new Error('setStorage:fail exceed storage max size 10Mb');
  device.storage = next;
}

const Taro = {
  env: { USER_DATA_PATH: 'http://usr' },
  eventCenter: { on: () => undefined, off: () => undefined, trigger: () => undefined },
  useRouter,
  useDidShow,
  useLoad,
  useReady,
  useDidHide,
  useUnload,
  usePullDownRefresh,
  useReachBottom,
  usePageScroll,
  useShareAppMessage,
  useLaunch,

  getStorageSync: (key: string): unknown => device.storage.get(key) ?? '',
  setStorageSync,
  removeStorageSync: (key: string): void => {
    device.storage.delete(key);
  },
  getStorageInfoSync: () => ({
    keys: [...device.storage.keys()],
    currentSize: 0,
    limitSize: 10240,
  }),
  getStorage: ({ key }: { key: string }) =>
    device.storage.has(key)
      ? Promise.resolve({ data: device.storage.get(key) })
      : Promise.reject(new Error('getStorage:fail data not found')),
  setStorage: async ({ key, data }: { key: string; data: unknown }) => setStorageSync(key, data),

  navigateTo: navigate('navigateTo'),
  redirectTo: navigate('redirectTo'),
  reLaunch: navigate('reLaunch'),
  switchTab: navigate('switchTab'),
  navigateBack: navigate('navigateBack'),
  getCurrentPages: () => [{ route: 'tabs/today/index' }],
  getCurrentInstance: () => ({ router: { params: device.routerParams, path: '' } }),
  nextTick: (callback: Effect) => queueMicrotask(callback),

  request: ({ url, method = 'GET', header = {}, data }: FakeRequest) =>
    answer({ url, method, header, data }),
  uploadFile: ({ url, header = {}, filePath }: FakeRequest) =>
    answer({ url, method: 'POST', header, filePath }).then((out) => ({
      ...out,
      data: typeof out.data === 'string' ? out.data : JSON.stringify(out.data),
    })),
  downloadFile: ({ url, header = {} }: FakeRequest) =>
    answer({ url, method: 'GET', header }).then((out) => {
      const tempFilePath = `http://tmp/${device.requests.length}`;
      const { data } = out;
      const bytes = ArrayBuffer.isView(data)
        ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
        : new TextEncoder().encode(JSON.stringify(data));
      device.files.set(tempFilePath, bytes);
      return { ...out, tempFilePath };
    }),
  connectSocket: ({ url }: { url: string }) => {
    const socket = new FakeSocket(url);
    device.sockets.push(socket);
    return Promise.resolve(socket);
  },
  openDocument: navigate('openDocument'),
  getFileSystemManager: () => fileSystem,
  arrayBufferToBase64: (bytes: ArrayBuffer) => Buffer.from(bytes).toString('base64'),

  getNetworkType: () => Promise.resolve({ networkType: device.networkType }),
  onNetworkStatusChange: (
    listener: (state: { isConnected: boolean; networkType: string }) => void,
  ) => {
    networkListeners.add(listener);
  },

  getRandomValues: ({ length, success }: { length: number; success: (out: object) => void }) =>
    success({ randomValues: fakeRandom(length) }),
  login: () => Promise.resolve({ code: 'wechat-code', errMsg: 'login:ok' }),
  vibrateShort: () => {
    device.haptics += 1;
    return Promise.resolve({});
  },
  getLocation: () =>
    'errMsg' in device.location
      ? Promise.reject(device.location)
      : Promise.resolve(device.location),
  getSetting: () => Promise.resolve({ authSetting: {} }),
  openSetting: () => Promise.resolve({ authSetting: {} }),
  chooseMedia: ({
    success,
    fail,
  }: {
    success: (out: object) => void;
    fail: (why: object) => void;
  }) => {
    const tempFiles = device.photos.splice(0).map((tempFilePath) => ({
      tempFilePath,
      size: device.files.get(tempFilePath)?.length ?? 0,
    }));
    if (tempFiles.length > 0) success({ tempFiles });
    else fail({ errMsg: 'chooseMedia:fail cancel' });
  },
  getImageInfo: ({ src }: { src: string }) =>
    Promise.resolve({ width: 1200, height: 900, path: src }),
  compressImage: ({ src }: { src: string }) => Promise.resolve({ tempFilePath: src }),
  requirePrivacyAuthorize: ({ success }: { success: (out: object) => void }) => success({}),
  getPrivacySetting: ({ success }: { success: (out: object) => void }) =>
    success({ needAuthorization: false, privacyContractName: '' }),
  openPrivacyContract: ({ success }: { success: (out: object) => void }) => success({}),
  onNeedPrivacyAuthorization: () => undefined,

  showToast: ({ title }: { title: string }) => {
    device.toasts.push(title);
    return Promise.resolve({});
  },
  setClipboardData: ({ data }: { data: string }) => {
    device.storage.set('clipboard', data);
    return Promise.resolve({});
  },
  hideToast: () => Promise.resolve({}),
  showLoading: () => Promise.resolve({}),
  hideLoading: () => Promise.resolve({}),
  showModal: () => Promise.resolve({ confirm: true, cancel: false }),
  stopPullDownRefresh: () => Promise.resolve({}),
  setNavigationBarTitle: () => Promise.resolve({}),
  pageScrollTo: () => Promise.resolve({}),
  getWindowInfo: () => ({
    windowWidth: 390,
    windowHeight: 844,
    statusBarHeight: 47,
    pixelRatio: 3,
    safeArea: { bottom: 810 },
  }),
  getSystemInfoSync: () => ({
    windowWidth: 390,
    windowHeight: 844,
    statusBarHeight: 47,
    pixelRatio: 3,
  }),
  getAppBaseInfo: () => ({ fontSizeSetting: 17, theme: 'light' }),
  getMenuButtonBoundingClientRect: () => ({
    top: 51,
    left: 296,
    width: 87,
    height: 32,
    right: 383,
    bottom: 83,
  }),
  onAppShow: () => undefined,
  onThemeChange: () => undefined,
  offThemeChange: () => undefined,
  pxTransform: (size: number) => `${size}rpx`,
};

export const { getStorageSync, nextTick, eventCenter, pxTransform, getCurrentInstance } = Taro;
export default Taro;
