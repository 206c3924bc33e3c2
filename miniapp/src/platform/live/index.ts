import { useEffect, useState } from 'react';
import type { CallInput, Contract, ResponseOf } from '@qiangji/shared-types';
import { deviceNow } from '../clock';
import { randomUnit } from '../ids';
import { refreshSession } from '../request/refresh';
import { useResource, type Resource } from '../resource';
import { currentSession } from '../session';
import { LiveLine, type LiveMode } from './line.core';
import { openSocket } from './open';
import { useShown } from './use-shown';

export type { LiveMode } from './line.core';

/** While no line is open the page asks so often (ms), each phone at its own moment. */
const ASK_MS = 5_000;

export interface Live<T> extends Resource<T> {
  mode: LiveMode;
}

/**
 * The answer of a `live` route as it changes: told by the service while a line is open, and asked for by
 * request where none can be, or it has gone silent. Nothing goes on while the page is hidden, or once
 * `isOver` says that nothing will change any more. Nothing is kept on the phone.
 */
export function useLive<S extends Contract & { live: true }>(
  contract: S,
  input: CallInput<S> | undefined,
  { isOver }: { isOver(body: ResponseOf<S>): boolean },
): Live<ResponseOf<S>> {
  const asked = useResource(contract, input, { keep: false });
  const [told, setTold] = useState<{ body: ResponseOf<S>; at: number }>();
  const [mode, setMode] = useState<LiveMode>('opening');
  const shown = useShown();
  const { refresh } = asked;
  const isToldLast = told !== undefined && told.at >= (asked.at ?? 0);
  const data = isToldLast ? told.body : asked.data;
  const over = data !== undefined && isOver(data);
  const on = shown && !over && input !== undefined;
  const params = JSON.stringify((input as { params?: object } | undefined)?.params ?? {});

  useEffect(() => {
    if (!on) return undefined;
    const line = new LiveLine(
      { route: contract.id, params: JSON.parse(params) as Record<string, string> },
      {
        open: openSocket,
        token: () => currentSession()?.accessToken,
        renew: refreshSession,
        random: randomUnit,
      },
      { body: (body) => setTold({ body: body as ResponseOf<S>, at: deviceNow() }), mode: setMode },
    );
    line.start();
    return () => line.stop();
  }, [on, contract, params]);

  useEffect(() => {
    if (!on || mode !== 'asking') return undefined;
    void refresh();
    const timer = setInterval(() => void refresh(), ASK_MS * (0.8 + 0.4 * randomUnit()));
    return () => clearInterval(timer);
  }, [on, mode, refresh]);

  if (!isToldLast) return { ...asked, mode };
  const { body, at } = told;
  return {
    ...asked,
    state: 'ready',
    data: body,
    at,
    stale: mode !== 'live',
    error: undefined,
    mode,
  };
}
