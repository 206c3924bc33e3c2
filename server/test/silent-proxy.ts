import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * Stands before a database and passes everything on, until it is told to be silent: then it accepts and
 * answers nothing, as a server does whose disk or machine hangs.
 */
export class SilentProxy {
  private readonly sockets = new Set<Socket>();
  private silent = false;

  private constructor(private readonly server: Server) {}

  static async before(uri: string): Promise<{ proxy: SilentProxy; uri: string }> {
    const through = new URL(uri);
    const { hostname, port } = through;
    const server = createServer();
    const proxy = new SilentProxy(server);
    server.on('connection', (from) => proxy.join(from, connect(Number(port) || 27017, hostname)));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    through.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    // A member of a replica set would name itself, and be asked without the proxy.
    through.searchParams.set('directConnection', 'true');
    return { proxy, uri: through.toString() };
  }

  private join(from: Socket, to: Socket): void {
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      this.sockets.add(one);
      one.pipe(other);
      if (this.silent) one.pause();
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
    }
  }

  /** From here on, and on connections that come, nothing is passed on. */
  fallSilent(): void {
    this.silent = true;
    for (const socket of this.sockets) socket.pause();
  }

  /** What was held back goes on its way. */
  speak(): void {
    this.silent = false;
    for (const socket of this.sockets) socket.resume();
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((done) => this.server.close(done));
  }
}
