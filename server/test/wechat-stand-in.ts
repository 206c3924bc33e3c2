import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What the next question to a path is answered with: WeChat's JSON, or silence. */
export type Reply = Record<string, unknown> | 'silence' | 'gateway_error';

/**
 * Stands in for WeChat's server API and answers the JSON that its documentation shows. Codes are
 * `login:<openid>` and `phone:<number>`; what is queued for a path comes first.
 */
export class WechatStandIn {
  readonly asked: { path: string; query: URLSearchParams; body: string }[] = [];

  private readonly queued = new Map<string, Reply[]>();
  private server: Server | undefined;

  async start(): Promise<string> {
    this.server = createServer((request, response) => {
      void this.answer(request).then((reply) => {
        if (reply === 'silence') return;
        response.writeHead(reply === 'gateway_error' ? 502 : 200);
        response.end(reply === 'gateway_error' ? 'bad gateway' : JSON.stringify(reply));
      });
    });
    const { server } = this;
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  queue(path: string, ...replies: Reply[]): void {
    this.queued.set(path, replies);
  }

  askedOf(path: string): number {
    return this.asked.filter((one) => one.path === path).length;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((done) => this.server?.close(done));
  }

  private async answer(request: IncomingMessage): Promise<Reply> {
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://wechat');
    const body = await text(request);
    this.asked.push({ path, query, body });
    return this.queued.get(path)?.shift() ?? usual(path, query, body);
  }
}

function usual(path: string, query: URLSearchParams, body: string): Reply {
  if (path === '/sns/jscode2session') {
    const [kind, openid] = (query.get('js_code') ?? '').split(':');
    if (kind !== 'login') return { errcode: 40029, errmsg: 'invalid code' };
    return { openid, session_key: 'tiihtNczf5v6AKRyjwEUhQ==', unionid: 'u1' };
  }
  if (path === '/cgi-bin/stable_token') return { access_token: 'ACCESS_TOKEN', expires_in: 7200 };
  const { code } = JSON.parse(body) as { code: string };
  const [kind, number] = code.split(':');
  if (kind !== 'phone') return { errcode: 40029, errmsg: 'invalid code' };
  return {
    errcode: 0,
    errmsg: 'ok',
    phone_info: { phoneNumber: number, purePhoneNumber: number, countryCode: '86' },
  };
}
