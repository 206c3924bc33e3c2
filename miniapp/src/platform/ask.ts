interface Callbacks<R> {
  success: (result: R) => void;
  fail: (reason: unknown) => void;
}

/** A WeChat call with callbacks as a promise; Taro wraps only some of them. */
export function ask<R>(start: (callbacks: Callbacks<R>) => unknown): Promise<R> {
  return new Promise<R>((success, fail) => {
    start({ success, fail });
  });
}
