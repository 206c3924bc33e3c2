import { useEffect, useState } from 'react';
import { authContract, type DeskTicket, type Profile } from '@qiangji/shared-types';
import { call, toApiError } from '@/platform/request';
import { enterSession } from '@/platform/session';

/** Somebody who types eight digits does not mind two seconds (ms). */
const POLL_MS = 2_000;

/** The code of this desk, asked after until the phone has confirmed it or its time is over. */
export function useDeskCode(onEntered: (me: Profile) => void) {
  const [ticket, setTicket] = useState<DeskTicket>();
  const [over, setOver] = useState(false);
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    if (!ticket) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const { deskToken } = ticket;
    const poll = async () => {
      try {
        const answer = await call(authContract.pollDesk, { body: { deskToken } });
        if (stopped) return;
        if (answer.state === 'signed_in') {
          onEntered(enterSession(answer.session));
          return;
        }
        setError('');
      } catch (thrown) {
        if (stopped) return;
        const { code, message } = toApiError(thrown);
        if (code === 'DESK_CODE_INVALID') {
          setTicket(undefined);
          setOver(true);
          return;
        }
        // No network for a moment: the code is still good.
        setError(message);
      }
      timer = setTimeout(() => void poll(), POLL_MS);
    };
    timer = setTimeout(() => void poll(), POLL_MS);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- asks for one ticket until it ends
  }, [ticket]);

  const start = async () => {
    setBusy(true);
    setError('');
    try {
      setTicket(await call(authContract.startDesk));
      setOver(false);
    } catch (thrown) {
      setError(toApiError(thrown).message);
    } finally {
      setBusy(false);
    }
  };
  return { code: ticket?.code, over, error, busy, start };
}
