import { randomBytes } from 'node:crypto';
import { wechatCall, type Later, type Option } from './callbacks';
import { fileSystem } from './file-system';
import type { Network } from './network';
import type { PageStack } from './page-stack';
import { WeChatStorage, type Phone } from './phone';
import { pictureOf } from './canvas';
import { selectorQuery } from './selector-query';

type PrivacyListener = (answer: (said: { event: string }) => void) => void;
type NetworkListener = (state: { isConnected: boolean; networkType: string }) => void;

/** What the app did that only a person would notice. */
export interface Noticed {
  toasts: string[];
  haptics: number;
}

export interface Wx {
  api: Record<string, unknown>;
  networkListeners: Set<NetworkListener>;
  appShowListeners: Set<() => void>;
  appHideListeners: Set<() => void>;
  /** Told when a call, an alarm or another app takes the sound. */
  interruptionListeners: Set<() => void>;
}

const WINDOW = {
  windowWidth: 390,
  windowHeight: 844,
  screenWidth: 390,
  screenHeight: 844,
  statusBarHeight: 47,
  pixelRatio: 3,
  safeArea: { top: 47, bottom: 810, left: 0, right: 390, width: 390, height: 763 },
};
const BASE = {
  SDKVersion: '3.8.0',
  language: 'zh_CN',
  theme: 'light',
  fontSizeSetting: 17,
  version: '8.0.50',
};
const DEVICE = {
  brand: 'test',
  model: 'test',
  platform: 'android',
  system: 'Android 14',
  benchmarkLevel: 30,
};

/** The `wx` of a mini-program, as far as this app uses it: nothing is here that WeChat lacks. */
export function makeWx(
  phone: Phone,
  network: Network,
  stack: PageStack,
  noticed: Noticed,
  later: Later,
): Wx {
  const storage = new WeChatStorage(phone);
  const networkListeners = new Set<NetworkListener>();
  const appShowListeners = new Set<() => void>();
  const appHideListeners = new Set<() => void>();
  const interruptionListeners = new Set<() => void>();
  const call = (name: string, work: (option: Option) => unknown) => wechatCall(name, later, work);
  const done = (name: string) => call(name, () => ({}));
  const url = (option: Option) => String(option.url);
  const files = fileSystem(phone, later);
  let pictures = 0;

  /** WeChat has the app show its own dialog, and hears from it what the person said. */
  let privacyListener: PrivacyListener = (answer) => answer({ event: 'disagree' });
  const asksForPrivacy = () =>
    new Promise<void>((agreed, declined) => {
      privacyListener(({ event }) => {
        phone.privacyAgreed ||= event === 'agree';
        if (event === 'agree') agreed();
        else if (event === 'disagree') declined({ errMsg: 'requirePrivacyAuthorize:fail privacy' });
      });
    });

  const calls: Record<string, (option: Option) => unknown> = {
    getStorage: ({ key }) => {
      if (!storage.has(String(key))) throw { errMsg: 'getStorage:fail data not found' };
      return { data: storage.get(String(key)) };
    },
    setStorage: ({ key, data }) => storage.set(String(key), data),
    removeStorage: ({ key }) => storage.remove(String(key)),
    navigateTo: (option) => stack.navigateTo(url(option)),
    redirectTo: (option) => stack.redirectTo(url(option)),
    switchTab: (option) => stack.switchTab(url(option)),
    reLaunch: (option) => stack.reLaunch(url(option)),
    navigateBack: ({ delta }) => stack.navigateBack(Number(delta ?? 1)),
    getNetworkType: () => ({ networkType: phone.online ? '4g' : 'none' }),
    getRandomValues: ({ length }) => ({
      randomValues: Uint8Array.from(randomBytes(Number(length))).buffer,
    }),
    getLocation: () => {
      if ('errMsg' in phone.location) throw phone.location;
      return phone.location;
    },
    chooseMedia: () => {
      pictures += 1;
      const tempFilePath = `http://tmp/picture-${pictures}.jpg`;
      phone.files.set(tempFilePath, phone.picture);
      return { tempFiles: [{ tempFilePath, size: phone.picture.length, fileType: 'image' }] };
    },
    getImageInfo: ({ src }) => {
      if (!phone.files.has(String(src))) throw new Error('file not found');
      return { width: 1280, height: 960, path: src, type: 'jpeg' };
    },
    compressImage: ({ src }) => ({ tempFilePath: src }),
    canvasToTempFilePath: async ({ canvas }) => {
      pictures += 1;
      const tempFilePath = `http://tmp/canvas-${pictures}.png`;
      phone.files.set(tempFilePath, await pictureOf(canvas));
      return { tempFilePath };
    },
    login: () => ({ code: `login:${phone.openid}` }),
    showToast: ({ title }) => {
      noticed.toasts.push(String(title));
    },
    showModal: () => ({ confirm: true, cancel: false }),
    vibrateShort: () => {
      noticed.haptics += 1;
    },
    requirePrivacyAuthorize: () => phone.privacyAgreed || asksForPrivacy(),
    getPrivacySetting: () => ({
      needAuthorization: !phone.privacyAgreed,
      privacyContractName: '《强基隐私保护指引》',
    }),
    requestSubscribeMessage: ({ tmplIds }) =>
      Object.fromEntries((tmplIds as string[]).map((id) => [id, phone.messages])),
    getSetting: () => ({ authSetting: {} }),
    openSetting: () => ({ authSetting: {} }),
  };
  const quiet = [
    'hideToast',
    'showLoading',
    'hideLoading',
    'stopPullDownRefresh',
    'setNavigationBarTitle',
    'setNavigationBarColor',
    'setBackgroundColor',
    'setBackgroundTextStyle',
    'pageScrollTo',
    'openPrivacyContract',
    'openDocument',
    'previewImage',
    'setClipboardData',
    'hideKeyboard',
    'setKeepScreenOn',
    'hideHomeButton',
    'setTabBarBadge',
    'removeTabBarBadge',
  ];

  const api: Record<string, unknown> = {
    env: { USER_DATA_PATH: 'http://usr' },
    ...network.api(later),
    ...Object.fromEntries(Object.entries(calls).map(([name, work]) => [name, call(name, work)])),
    ...Object.fromEntries(quiet.map((name) => [name, done(name)])),
    getStorageSync: (key: string) => storage.get(key),
    setStorageSync: (key: string, value: unknown) => storage.set(key, value),
    removeStorageSync: (key: string) => storage.remove(key),
    getStorageInfoSync: () => storage.info(),
    getFileSystemManager: () => files,
    getWindowInfo: () => WINDOW,
    getSystemInfoSync: () => ({ ...WINDOW, ...BASE, ...DEVICE }),
    getAppBaseInfo: () => BASE,
    getDeviceInfo: () => DEVICE,
    getSystemSetting: () => ({ locationEnabled: true }),
    getMenuButtonBoundingClientRect: () => ({
      top: 51,
      left: 296,
      right: 383,
      bottom: 83,
      width: 87,
      height: 32,
    }),
    getLaunchOptionsSync: () => ({ path: '', query: {}, scene: 1001 }),
    getEnterOptionsSync: () => ({ path: '', query: {}, scene: 1001 }),
    getAccountInfoSync: () => ({ miniProgram: { appId: 'touristappid', envVersion: 'develop' } }),
    canIUse: (schema: string) => (schema.split('.')[0] ?? '') in api,
    nextTick: later,
    createSelectorQuery: () => selectorQuery(() => stack.root(), later),
    createIntersectionObserver: () => ({
      relativeTo: () => undefined,
      relativeToViewport: () => undefined,
      observe: () => undefined,
      disconnect: () => undefined,
    }),
    onNetworkStatusChange: (listener: NetworkListener) => networkListeners.add(listener),
    offNetworkStatusChange: (listener: NetworkListener) => networkListeners.delete(listener),
    onAppShow: (listener: () => void) => appShowListeners.add(listener),
    onAppHide: (listener: () => void) => appHideListeners.add(listener),
    onAudioInterruptionBegin: (listener: () => void) => interruptionListeners.add(listener),
    onAudioInterruptionEnd: () => undefined,
    onThemeChange: () => undefined,
    offThemeChange: () => undefined,
    onKeyboardHeightChange: () => undefined,
    offKeyboardHeightChange: () => undefined,
    onNeedPrivacyAuthorization: (listener: PrivacyListener) => (privacyListener = listener),
  };
  return { api, networkListeners, appShowListeners, appHideListeners, interruptionListeners };
}
