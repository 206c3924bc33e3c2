import { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/** Takes the pieces of a body as they arrive. */
export interface BodySink {
  data(chunk: Buffer): void;
  end(): void;
  /** The caller hung up before the end. */
  abort(): void;
}

/** Node's own mark on a request that somebody looks after its body. */
interface Consumed {
  _consumed: boolean;
}

const { get: hasEnded } = Object.getOwnPropertyDescriptor(Readable.prototype, 'readableEnded')!;

/**
 * A request whose body may go straight to whoever reads it. Node hands each piece to `push`, and a stream
 * then keeps it for a later turn, tells its listeners and winds itself up: for a body of one small piece
 * that is a tenth of the whole request. A request that nobody feeds from is the stream that it always is.
 */
export class HotRequest extends IncomingMessage {
  private sink: BodySink | null = null;
  private isStreamed = false;

  // Node lets go of a request whose body has ended. TypeScript holds this for a field, which no class may override.
  static {
    Object.defineProperty(this.prototype, 'readableEnded', {
      get(this: HotRequest): boolean {
        return this.sink === null ? (hasEnded!.call(this) as boolean) : this.complete;
      },
    });
  }

  /** Gives the body to `sink` instead of the stream; false where some of it is in the stream already. */
  feed(sink: BodySink): boolean {
    if (this.isStreamed) return false;
    this.sink = sink;
    (this as unknown as Consumed)._consumed = true;
    return true;
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    if (this.sink !== null && !this.complete) this.sink.abort();
    super._destroy(error, done);
  }

  override push(chunk: Buffer | null, encoding?: BufferEncoding): boolean {
    if (this.sink === null) {
      this.isStreamed = true;
      return super.push(chunk, encoding);
    }
    if (chunk === null) this.sink.end();
    else this.sink.data(chunk);
    return true;
  }
}
