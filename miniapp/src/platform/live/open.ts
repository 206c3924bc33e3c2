import Taro from '@tarojs/taro';
import { LIVE_PATH } from '@qiangji/shared-types';
import { apiBase } from '../request/transport';
import type { Socket, SocketEvents } from './line.core';

/** Opens a line over WeChat's socket; its host has to be among the socket 合法域名. */
export function openSocket(on: SocketEvents): Socket {
  let task: Taro.SocketTask | undefined;
  let closed = false;
  const url = apiBase.replace(/^http/, 'ws') + LIVE_PATH;
  Taro.connectSocket({ url }).then(
    (made) => {
      task = made;
      if (closed) {
        made.close({});
        return;
      }
      made.onOpen(() => on.opened());
      made.onMessage(({ data }) => on.heard(String(data)));
      made.onError(() => on.closed());
      made.onClose(() => on.closed());
    },
    () => on.closed(),
  );
  return {
    send: (text) => task?.send({ data: text }),
    close: () => {
      closed = true;
      task?.close({});
    },
  };
}
