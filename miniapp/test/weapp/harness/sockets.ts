import { WebSocket } from 'ws';
import type { Later, Option } from './callbacks';
import type { Phone } from './phone';

/** WeChat opens so many at once. */
const AT_ONCE = 5;

type Heard = (event: object) => void;

/** `wx.connectSocket` against a real service: a `SocketTask` has these methods and no others. */
export class Sockets {
  /** Path of every line that was opened. */
  readonly log: string[] = [];
  private readonly open = new Set<WebSocket>();

  constructor(
    private readonly phone: Phone,
    private readonly baseUrl: string,
  ) {}

  /** How many lines are open now. */
  get count(): number {
    return this.open.size;
  }

  connect(option: Option, later: Later): object {
    const { protocol, pathname, search } = new URL(String(option.url));
    if (!/^wss?:$/.test(protocol)) throw new Error('connectSocket:fail invalid url');
    if (this.open.size >= AT_ONCE) throw new Error('connectSocket:fail exceed max concurrent');
    this.log.push(pathname + search);
    const url = this.baseUrl.replace(/^http/, 'ws') + pathname + search;
    const headers = option.header as Record<string, string> | undefined;
    const socket = new WebSocket(url, { headers, origin: 'weapp://wechat-mini-program' });
    if (!this.phone.online) socket.close();
    this.open.add(socket);
    const on: Partial<Record<'open' | 'message' | 'error' | 'close', Heard>> = {};
    const tell = (name: keyof typeof on, event: object) => later(() => on[name]?.(event));
    socket.on('open', () => tell('open', { header: {} }));
    socket.on('message', (data, isBinary) =>
      tell('message', { data: isBinary ? data : (data as Buffer).toString('utf8') }),
    );
    socket.on('error', ({ message }) => tell('error', { errMsg: message }));
    socket.on('close', (code, reason) => {
      this.open.delete(socket);
      tell('close', { code, reason: reason.toString() });
    });
    later(() => option.success?.({ errMsg: 'connectSocket:ok' }));
    return {
      send: ({ data, fail }: { data: string; fail?: Heard }) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(data);
        else later(() => fail?.({ errMsg: 'sendSocketMessage:fail not connected' }));
      },
      close: ({ code = 1000 }: { code?: number } = {}) => socket.close(code),
      onOpen: (heard: Heard) => (on.open = heard),
      onMessage: (heard: Heard) => (on.message = heard),
      onError: (heard: Heard) => (on.error = heard),
      onClose: (heard: Heard) => (on.close = heard),
    };
  }

  /** The connection is gone: nobody says goodbye. */
  cut(): void {
    for (const socket of this.open) socket.terminate();
  }
}
