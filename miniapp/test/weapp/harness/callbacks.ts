/** The option object of a WeChat call. */
export interface Option {
  success?: (result: object) => void;
  fail?: (reason: object) => void;
  complete?: (result: object) => void;
  [name: string]: unknown;
}

/** Runs a task after this one, unless the app was killed meanwhile. */
export type Later = (task: () => void) => void;

/**
 * A WeChat call: answers by callbacks, later, never at once; without callbacks by a promise.
 * The work answers a result or throws `{ errMsg }`.
 */
export function wechatCall(name: string, later: Later, work: (option: Option) => unknown) {
  return (option: Option = {}): Promise<object> | undefined => {
    const run = async (): Promise<object> => {
      const result = await work(option);
      return { errMsg: `${name}:ok`, ...(result as object | undefined) };
    };
    const withCallbacks = Boolean(option.success ?? option.fail ?? option.complete);
    const outcome = new Promise<object>((resolve, reject) => {
      run().then(
        (result) =>
          later(() => {
            option.success?.(result);
            option.complete?.(result);
            resolve(result);
          }),
        (thrown: unknown) =>
          later(() => {
            const words =
              thrown instanceof Error ? { errMsg: `${name}:fail ${thrown.message}` } : thrown;
            const reason = { errMsg: `${name}:fail`, ...(words as object) };
            option.fail?.(reason);
            option.complete?.(reason);
            if (withCallbacks) resolve(reason);
            else reject(reason);
          }),
      );
    });
    return withCallbacks ? undefined : outcome;
  };
}
