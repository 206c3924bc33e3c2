import { wechatCall, type Later, type Option } from './callbacks';
import type { Phone } from './phone';
import { Sockets } from './sockets';

/** What WeChat can send. */
const METHODS = ['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT'];
const AT_ONCE = 10;

/** `wx.request`, `uploadFile` and `downloadFile` against a real service. */
export class Network {
  /** Method, path and status of every request, in the order of their answers. */
  readonly log: string[] = [];
  /** When the latest request ended (ms). */
  endedAtMs = 0;
  private readonly running = new Set<AbortController>();
  private files = 0;
  readonly sockets: Sockets;

  constructor(
    private readonly phone: Phone,
    private readonly baseUrl: string,
  ) {
    this.sockets = new Sockets(phone, baseUrl);
  }

  api(later: Later): Record<string, unknown> {
    return {
      request: wechatCall('request', later, (option) => this.request(option)),
      uploadFile: wechatCall('uploadFile', later, (option) => this.upload(option)),
      downloadFile: wechatCall('downloadFile', later, (option) => this.download(option)),
      connectSocket: (option: Option) => this.sockets.connect(option, later),
    };
  }

  get isBusy(): boolean {
    return this.running.size > 0;
  }

  /** What is under way gets no answer. */
  cut(): void {
    for (const request of this.running) request.abort();
    this.sockets.cut();
  }

  private async fetch(option: Option, init: RequestInit): Promise<Response> {
    if (!this.phone.online) throw { errMsg: 'request:fail' };
    if (this.running.size >= AT_ONCE) throw new Error('more than ten requests at once');
    const { pathname, search } = new URL(String(option.url));
    const abort = new AbortController();
    this.running.add(abort);
    try {
      const headers = option.header as Record<string, string> | undefined;
      const response = await fetch(this.baseUrl + pathname + search, {
        ...init,
        headers,
        signal: abort.signal,
      });
      this.log.push(`${init.method ?? 'GET'} ${pathname} ${response.status}`);
      return response;
    } catch (thrown) {
      this.log.push(`${init.method ?? 'GET'} ${pathname} no answer`);
      throw new Error(String(thrown));
    } finally {
      this.running.delete(abort);
      this.endedAtMs = Date.now();
    }
  }

  private async request(option: Option): Promise<object> {
    const method = String(option.method ?? 'GET');
    if (!METHODS.includes(method)) throw new Error(`invalid method ${method}`);
    const body = option.data === undefined ? undefined : String(option.data);
    const response = await this.fetch(option, { method, body });
    const text = await response.text();
    let data: unknown = text;
    try {
      data = JSON.parse(text);
    } catch {
      // WeChat hands over as text what is no JSON.
    }
    return { statusCode: response.status, header: Object.fromEntries(response.headers), data };
  }

  private async upload(option: Option): Promise<object> {
    const file = this.phone.files.get(String(option.filePath));
    if (!file) throw new Error('file not found');
    const form = new FormData();
    form.append(String(option.name), new Blob([Uint8Array.from(file)]), 'picture');
    const response = await this.fetch(option, { method: 'POST', body: form });
    return { statusCode: response.status, data: await response.text() };
  }

  private async download(option: Option): Promise<object> {
    const response = await this.fetch(option, {});
    this.files += 1;
    const tempFilePath = `http://tmp/download-${this.files}`;
    this.phone.files.set(tempFilePath, Buffer.from(await response.arrayBuffer()));
    return { statusCode: response.status, tempFilePath };
  }
}
