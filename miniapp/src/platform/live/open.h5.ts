import { LIVE_PATH } from '@qiangji/shared-types';
import type { Socket, SocketEvents } from './line.core';

/** Opens a line to the host that the page came from. */
export function openSocket(on: SocketEvents): Socket {
  const socket = new WebSocket(location.origin.replace(/^http/, 'ws') + LIVE_PATH);
  socket.onopen = () => on.opened();
  socket.onmessage = ({ data }) => on.heard(String(data));
  // An error is always followed by the closing.
  socket.onclose = () => on.closed();
  return { send: (text) => socket.send(text), close: () => socket.close() };
}
