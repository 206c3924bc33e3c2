import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { LIVE_PATH } from '@qiangji/shared-types';
import { allowedOrigin } from '../http';
import type { LiveHub } from './live.hub.service';
import { liveRefusedTotal } from './live.metrics';

/**
 * Whether a page of this origin may listen. Pages come from our own host or one that `CORS_ORIGINS` names;
 * what is no web page has no such origin (the mini-program on iOS says `weapp://...`, on Android our host).
 */
function fromOurs({ headers: { origin, host } }: IncomingMessage): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return true;
  return url.host === host || allowedOrigin(origin) !== '';
}

/** Status that an upgrade is refused with; undefined where it is ours to answer. */
function refusalOf(request: IncomingMessage, hub: LiveHub): number | undefined {
  // Exactly this address: a query could hold a token, and addresses are written down.
  if (request.url !== LIVE_PATH) return 404;
  if (!fromOurs(request)) return 403;
  return hub.full ? 503 : undefined;
}

function refuse(socket: Duplex, status: number): void {
  liveRefusedTotal.inc({ status: String(status) });
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, 'Connection: close'];
  socket.end(`${[...lines, 'Content-Length: 0'].join('\r\n')}\r\n\r\n`);
}

/** Answers upgrades of a server: those to `LIVE_PATH` become lines of the hub, all others are refused. */
export function takeLive(server: Server, hub: LiveHub): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const status = refusalOf(request, hub);
    if (status === undefined) hub.accept(request, socket, head);
    else refuse(socket, status);
  });
}
