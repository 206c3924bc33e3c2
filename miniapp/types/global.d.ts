/// <reference types="@tarojs/taro" />

declare module '*.scss';

declare namespace NodeJS {
  interface ProcessEnv {
    /** The target of this build. */
    TARO_ENV: 'weapp' | 'h5';
    /** `1` in demo builds, else empty. */
    TARO_APP_DEMO: string;
    /** Address of the service for the mini-program; empty in the browser build. */
    TARO_APP_API_BASE: string;
  }
}
