import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** How often it is looked who is idle (ms): up to so much later than asked for a connection is closed. */
const LOOK_MS = 1_000;

/** A connection that waits for its next request, until which look it may. */
interface Idle {
  socket: Socket;
  until: number;
}

/**
 * Idle times of a server's connections by a stamp each, looked at once a second. Node stops a timer and makes
 * another for every request of a connection that stays open, two hundredths of a small request; here it is one
 * number. A socket that was idle for too long hears the same: `timeout`, upon which Node's server closes it.
 */
class IdleSockets {
  private readonly all = new Set<Idle>();
  private looks = 0;

  constructor(private readonly server: Server) {}

  take(socket: Socket): void {
    const idle: Idle = { socket, until: Infinity };
    this.all.add(idle);
    socket.once('close', () => this.all.delete(idle));
    const { setTimeout } = socket;
    let hasTimer = socket.timeout !== undefined && socket.timeout !== 0;
    socket.setTimeout = (ms, heard) => {
      // A time that something may take, which each piece of it begins anew, needs a timer.
      const isTimed = heard !== undefined || !this.isIdleTime(ms);
      idle.until = isTimed || ms === 0 ? Infinity : this.looks + Math.ceil(ms / LOOK_MS) + 1;
      if (isTimed || hasTimer) setTimeout.call(socket, isTimed ? ms : 0, heard);
      hasTimer = isTimed && ms !== 0;
      (socket as { timeout?: number }).timeout = ms;
      return socket;
    };
  }

  look(): void {
    this.looks += 1;
    for (const idle of this.all) {
      if (this.looks < idle.until) continue;
      idle.until = Infinity;
      idle.socket.emit('timeout');
    }
  }

  /** None, or that of a connection that stays open: later versions of Node give it a second more. */
  private isIdleTime(ms: number): boolean {
    const { keepAliveTimeout } = this.server;
    return ms === 0 || (ms >= keepAliveTimeout && ms <= keepAliveTimeout + 1_000);
  }
}

/** Has a server's idle connections closed by stamps, until the server ends. */
export function stampIdleSockets(server: Server): void {
  const sockets = new IdleSockets(server);
  const timer = setInterval(() => sockets.look(), LOOK_MS).unref();
  server.on('connection', (socket: Socket) => sockets.take(socket));
  server.once('close', () => clearInterval(timer));
}
