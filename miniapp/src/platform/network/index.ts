import { useSyncExternalStore } from 'react';
import { create } from 'zustand';
import { calmly } from '../calm';
import { netStateOf, type NetFacts, type NetState } from './net.core';
import { watchConnection } from './watch';

export type { NetState } from './net.core';

interface Net extends NetFacts {
  state: NetState;
}

const useNet = create<Net>()(() => ({
  connected: true,
  poor: false,
  failures: 0,
  state: 'online',
}));

function update(facts: Partial<NetFacts>): void {
  useNet.setState((old) => ({ ...facts, state: netStateOf({ ...old, ...facts }) }));
}

/** Starts watching; called once at start. */
export function watchNetwork(): void {
  watchConnection(update);
}

/** Told by platform/request: whether a request got any answer from the service. */
export function noteAnswered(answered: boolean): void {
  update({ failures: answered ? 0 : useNet.getState().failures + 1 });
}

export function netState(): NetState {
  return useNet.getState().state;
}

export function isOffline(): boolean {
  return netState() === 'offline';
}

const subscribe = calmly((listener) => useNet.subscribe(listener));

export function useNetState(): NetState {
  return useSyncExternalStore(subscribe, netState, netState);
}

/** Calls back whenever a connection is there again; returns the way to stop. */
export function onReconnect(handler: () => void): () => void {
  return useNet.subscribe((next, previous) => {
    if (next.connected && !previous.connected) handler();
    else if (next.state === 'online' && previous.state === 'weak') handler();
  });
}
