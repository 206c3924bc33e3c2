import { createServer, ServerResponse, type RequestListener, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { headLines, HotResponse, keptAlive } from './hot-response';

const HEADERS = [
  ['Content-Type', 'application/json; charset=utf-8'],
  ['x-request-id', 'an-id-of-its-own'],
] as const;
const BODY = JSON.stringify({ seq: 1 });

let server: Server | undefined;

afterEach(() => server?.close());

async function serve(
  answer: RequestListener,
  options: { maxRequestsPerSocket?: number } = {},
): Promise<Server> {
  server = createServer({ ServerResponse: HotResponse }, answer);
  Object.assign(server, options);
  await new Promise<void>((done) => server!.listen(0, '127.0.0.1', done));
  return server;
}

/** All that a connection says to these bytes until it says nothing more, or is closed: two lines a request. */
function said(to: Server, bytes: string, answers: number): Promise<string> {
  return new Promise((done, failed) => {
    const socket = connect((to.address() as AddressInfo).port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (text.split(BODY).length > answers) socket.end();
    });
    socket.on('close', () => done(text));
    socket.on('error', failed);
    socket.write(bytes);
  });
}

/** Node's own way; the headers in the order in which the other writes them. */
function nodeAnswers(response: ServerResponse): void {
  response.writeHead(200, [...HEADERS.flat(), 'Content-Length', String(BODY.length)]);
  response.end(BODY, 'latin1');
}

function sendsWhole(response: ServerResponse): boolean {
  const lines = headLines([...HEADERS, ['Content-Length', String(BODY.length)]]);
  return (response as HotResponse).sendWhole(200, lines + keptAlive(server!), BODY);
}

/** Lines in any order: where the date stands means nothing (RFC 9110, 5.3). The second may turn between two answers. */
function linesOf(answer: string): string[] {
  return answer
    .replace(/Date: \w{3}, [^\r]* GMT/, 'Date')
    .split('\r\n')
    .sort();
}

const ASK = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';

it('says line for line what Node says, and is over when Node is', async () => {
  const finished: boolean[] = [];
  const own = await serve((_, response) => {
    response.once('finish', () => finished.push(response.writableEnded && response.headersSent));
    expect(sendsWhole(response)).toBe(true);
  });
  const whole = await said(own, ASK, 1);
  own.close();
  expect(finished).toEqual([true]);
  const node = await serve((_, response) => nodeAnswers(response));
  const usual = await said(node, ASK, 1);
  expect(whole).toMatch(
    /^HTTP\/1\.1 200 OK\r\n[^]*\r\nDate: \w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT\r\n/,
  );
  expect(linesOf(whole)).toEqual(linesOf(usual));
});

it('answers requests that came together, in their order, on a line that stays open', async () => {
  let asked = 0;
  const own = await serve((_, response) => {
    asked += 1;
    const isFirst = asked === 1;
    // The second is ready before the first, and waits for it.
    if (!isFirst) sendsWhole(response);
    else setImmediate(() => nodeAnswers(response));
  });
  const text = await said(own, ASK.repeat(3), 3);
  expect(text.split('HTTP/1.1 200 OK')).toHaveLength(4);
  expect(
    text
      .split(BODY)
      .slice(0, 3)
      .every((one) => one.includes('an-id-of-its-own')),
  ).toBe(true);
});

it.each([
  ['a caller that hangs up after it', 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
  ['a caller of before', 'GET / HTTP/1.0\r\n\r\n'],
])('leaves %s to Node', async (_, bytes) => {
  const own = await serve((__, response) => {
    expect(sendsWhole(response)).toBe(false);
    nodeAnswers(response);
  });
  expect(await said(own, bytes, 1)).toContain('Connection: close');
});

it('leaves to Node what has no body', async () => {
  const own = await serve((_, response) => {
    expect(sendsWhole(response)).toBe(false);
    response.setHeader('Content-Length', BODY.length);
    response.end();
  });
  // The answer after it is where it should be: nothing of a body stood between.
  const both = await said(
    own,
    `HEAD / HTTP/1.1\r\nHost: a\r\n\r\nHEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`,
    9,
  );
  expect(both).not.toContain(BODY);
  expect(both.split('HTTP/1.1 200 OK')).toHaveLength(3);
  const none = { shouldKeepAlive: true, _header: null, req: { method: 'POST' } };
  for (const status of [204, 304]) {
    expect(HotResponse.prototype.sendWhole.call(none as never, status, '', '')).toBe(false);
  }
});

it('sends nothing a second time', async () => {
  const own = await serve((_, response) => {
    expect([sendsWhole(response), sendsWhole(response)]).toEqual([true, false]);
  });
  expect((await said(own, ASK, 1)).split(BODY)).toHaveLength(2);
});

it('knows no lines of a connection that ends after so many requests, or is not kept', async () => {
  const few = await serve((_, response) => nodeAnswers(response), { maxRequestsPerSocket: 2 });
  expect(keptAlive(few)).toBeNull();
  few.maxRequestsPerSocket = 0;
  expect(keptAlive(few)).toBe('Connection: keep-alive\r\nKeep-Alive: timeout=5\r\n');
  few.keepAliveTimeout = 0;
  expect(keptAlive(few)).toBeNull();
});
