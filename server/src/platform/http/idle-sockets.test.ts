import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, Socket, type AddressInfo } from 'node:net';
import { stampIdleSockets } from './idle-sockets';

const KEEP_MS = 5_000;

describe('an idle connection', () => {
  let server: Server;
  let socket: Socket;
  let heard: string[];

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    server = createServer();
    server.removeAllListeners('connection');
    server.keepAliveTimeout = KEEP_MS;
    stampIdleSockets(server);
    socket = new Socket();
    heard = [];
    socket.on('timeout', () => heard.push('timeout'));
    server.emit('connection', socket);
  });

  afterEach(() => {
    server.emit('close');
    jest.useRealTimers();
  });

  it('hears of its time once, and within two seconds after it', () => {
    socket.setTimeout(KEEP_MS);
    expect(socket.timeout).toBe(KEEP_MS);
    jest.advanceTimersByTime(KEEP_MS);
    expect(heard).toEqual([]);
    jest.advanceTimersByTime(2_000);
    expect(heard).toEqual(['timeout']);
    jest.advanceTimersByTime(60_000);
    expect(heard).toEqual(['timeout']);
  });

  it('begins anew with each request, and is none while one is answered', () => {
    for (let request = 0; request < 5; request += 1) {
      socket.setTimeout(KEEP_MS);
      jest.advanceTimersByTime(KEEP_MS - 1_000);
      socket.setTimeout(0);
    }
    jest.advanceTimersByTime(60_000);
    expect(heard).toEqual([]);
  });

  it('has a timer for any other time, and for whoever wants to hear of it', async () => {
    socket.setTimeout(5);
    await once(socket, 'timeout');
    await new Promise<void>((done) => socket.setTimeout(6, done));
    socket.setTimeout(KEEP_MS);
    expect(heard).toEqual(['timeout', 'timeout']);
    jest.advanceTimersByTime(KEEP_MS + 2_000);
    expect(heard).toEqual(['timeout', 'timeout', 'timeout']);
  });

  it('is forgotten once it is closed, and looked for no longer than its server lives', async () => {
    socket.setTimeout(KEEP_MS);
    socket.emit('close');
    jest.advanceTimersByTime(60_000);
    expect(heard).toEqual([]);
    expect(jest.getTimerCount()).toBe(1);
    server.emit('close');
    expect(jest.getTimerCount()).toBe(0);
  });
});

it('is closed by the server itself, whereas one that is being answered stays', async () => {
  let answer: () => void = () => undefined;
  const server = createServer((request, response) => {
    if (request.url === '/slow') answer = () => response.end('slow');
    else response.end('at once');
  });
  server.keepAliveTimeout = 1;
  stampIdleSockets(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const open = (path: string) => {
    const socket = connect(port, '127.0.0.1');
    socket.write(`GET ${path} HTTP/1.1\r\nHost: test\r\n\r\n`);
    return socket;
  };
  const [slow, quick] = [open('/slow'), open('/')];
  let isSlowClosed = false;
  slow.once('close', () => (isSlowClosed = true)).resume();
  await once(quick.resume(), 'close');
  expect(isSlowClosed).toBe(false);
  answer();
  await once(slow, 'close');
  server.close();
});
