import os from 'node:os';
import { MongoClient, type MongoClientOptions } from 'mongodb';
import { Connection } from 'mongodb/lib/cmap/connection';

/**
 * Lets a command fail whose connection closes while it waits to be written. The driver (7.9) waits for the
 * socket to drain or to err; one that the server has just closed does neither, and the command never ends: no
 * answer, and nothing that waits for it, a job, a drain or the next batch, ever goes on.
 */
function endWaitingWrites(prototype: Connection): void {
  const { cleanup } = prototype;
  if (typeof cleanup !== 'function')
    throw new Error('the driver closes its connections otherwise now');
  prototype.cleanup = function (this: Connection, error: Error) {
    const isFirst = !this.closed;
    cleanup.call(this, error);
    if (isFirst && this.socket.listenerCount('drain') > 0) this.socket.emit('error', error);
  };
}

endWaitingWrites(Connection.prototype);

/** A client of the driver, not yet connected. */
export function mongoClient(uri: string, options: MongoClientOptions): MongoClient {
  // The driver's own dynamic import of `os` fails under Jest's module system.
  // A compressed command is made while the connection may close: that the mend above would not see.
  return new MongoClient(uri, { runtimeAdapters: { os }, compressors: ['none'], ...options });
}
