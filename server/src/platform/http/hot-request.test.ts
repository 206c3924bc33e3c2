import { Agent, createServer, request as ask, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { jsonOf } from './body';
import { HotRequest } from './hot-request';

let server: Server | undefined;
/** One connection for all: what one request leaves behind would meet the next. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

afterEach(() => server?.close());
afterAll(() => agent.destroy());

async function serve(answer: RequestListener<typeof HotRequest>): Promise<number> {
  server = createServer({ IncomingMessage: HotRequest }, answer);
  await new Promise<void>((done) => server!.listen(0, '127.0.0.1', done));
  return (server.address() as AddressInfo).port;
}

function post(port: number, pieces: string[]): Promise<string> {
  return new Promise((done, failed) => {
    const asked = ask({ port, agent, host: '127.0.0.1', method: 'POST' }, (answer) => {
      text(answer).then(done, failed);
    });
    asked.once('error', failed);
    for (const piece of pieces) asked.write(piece);
    asked.end();
  });
}

const said = JSON.stringify({ said: '好'.repeat(40_000) });
const pieces = [said.slice(0, 7), said.slice(7, 30_000), said.slice(30_000)];

it('feeds bodies of one piece and of many, one after the other on one connection', async () => {
  const port = await serve((request, response) => {
    void jsonOf(request).then((json) => response.end(JSON.stringify(json)));
  });
  for (let n = 0; n < 20; n += 1) {
    expect(await post(port, ['{"n":', String(n), '}'])).toBe(`{"n":${n}}`);
    expect(await post(port, pieces)).toBe(said);
  }
});

it('is a stream like any other where nobody feeds from it', async () => {
  const port = await serve((request, response) => {
    void text(request).then((body) => {
      expect(request.readableEnded).toBe(true);
      response.end(body);
    });
  });
  for (let n = 0; n < 3; n += 1) expect(await post(port, pieces)).toBe(said);
});

it('feeds nobody who comes when the stream has some of it already', async () => {
  const port = await serve((request, response) => {
    setImmediate(() => {
      const isFed = request.feed({
        data: () => undefined,
        end: () => undefined,
        abort: () => undefined,
      });
      void jsonOf(request).then((json) => response.end(`${isFed} ${JSON.stringify(json)}`));
    });
  });
  for (let n = 0; n < 3; n += 1) expect(await post(port, ['{}'])).toBe('false {}');
});

it('lets an answer go out before the body came to its end, and reads the next request', async () => {
  const port = await serve((request, response) => {
    void jsonOf(request).then(
      () => response.end('ok'),
      (error: Error) => response.end(error.message),
    );
  });
  const large = 'x'.repeat(600_000);
  expect(await post(port, [large, large])).toBe('BODY_TOO_LARGE');
  expect(await post(port, ['{}'])).toBe('ok');
});
