declare module 'mongodb/lib/cmap/connection' {
  import type { Socket } from 'node:net';
  export class Connection {
    socket: Socket;
    closed: boolean;
    cleanup(error: Error): void;
  }
}
