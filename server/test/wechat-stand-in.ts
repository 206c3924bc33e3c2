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
  /** Accounts that take no 订阅消息. */
  readonly refusing = new Set<string>();

  private readonly tokens = new AccessTokens();

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

  /** The access token in force lapses; `repeated`: asked plainly, WeChat gives it again all the same. */
  voidToken({ repeated = false } = {}): void {
    this.tokens.void(repeated);
  }

  /** The 订阅消息 that arrived. */
  get messages(): SentMessage[] {
    return this.sent;
  }

  private readonly sent: SentMessage[] = [];

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((done) => this.server?.close(done));
  }

  private async answer(request: IncomingMessage): Promise<Reply> {
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://wechat');
    const body = await text(request);
    this.asked.push({ path, query, body });
    const queued = this.queued.get(path)?.shift();
    if (queued) return queued;
    if (path === '/cgi-bin/stable_token') return this.tokens.answer(body);
    if (path === SEND) return this.deliver(query, body);
    return usual(path, query, body);
  }

  private deliver(query: URLSearchParams, body: string): Reply {
    if (!this.tokens.isValid(query.get('access_token'))) {
      return {
        errcode: 40001,
        errmsg: 'invalid credential, access_token is invalid or not latest',
      };
    }
    const message = JSON.parse(body) as SentMessage;
    if (this.refusing.has(message.touser)) {
      return { errcode: 43101, errmsg: 'user refuse to accept the msg' };
    }
    for (const [key, { value }] of Object.entries(message.data)) {
      if (key.startsWith('thing') && [...value].length > 20) {
        return { errcode: 47003, errmsg: `argument invalid! data.${key}.value invalid` };
      }
    }
    this.sent.push(message);
    return { errcode: 0, errmsg: 'ok', msgid: this.sent.length };
  }
}

const SEND = '/cgi-bin/message/subscribe/send';

export interface SentMessage {
  touser: string;
  template_id: string;
  page: string;
  miniprogram_state: string;
  lang: string;
  data: Record<string, { value: string }>;
}

/** `stable_token`: asked again it gives the one in force; with `force_refresh` another. */
class AccessTokens {
  private made = 1;
  private valid: number | null = 1;
  private repeats = false;

  isValid(token: string | null): boolean {
    return this.valid !== null && token === `ACCESS_TOKEN_${this.valid}`;
  }

  void(repeated: boolean): void {
    this.valid = null;
    this.repeats = repeated;
  }

  answer(body: string): Reply {
    const { force_refresh: forced } = JSON.parse(body) as { force_refresh?: boolean };
    if (forced || (this.valid === null && !this.repeats)) this.valid = this.made += 1;
    return { access_token: `ACCESS_TOKEN_${this.made}`, expires_in: 7200 };
  }
}

function usual(path: string, query: URLSearchParams, body: string): Reply {
  if (path === '/sns/jscode2session') {
    const [kind, openid] = (query.get('js_code') ?? '').split(':');
    if (kind !== 'login') return { errcode: 40029, errmsg: 'invalid code' };
    return { openid, session_key: 'tiihtNczf5v6AKRyjwEUhQ==', unionid: 'u1' };
  }
  const { code } = JSON.parse(body) as { code: string };
  const [kind, number] = code.split(':');
  if (kind !== 'phone') return { errcode: 40029, errmsg: 'invalid code' };
  return {
    errcode: 0,
    errmsg: 'ok',
    phone_info: { phoneNumber: number, purePhoneNumber: number, countryCode: '86' },
  };
}
