import { useEffect, useState } from 'react';

/** What is typed is looked for once the hand rests so long (ms). */
const REST_MS = 400;

/** A text that is looked for as it is typed: `q` follows `typed`, trimmed, once the hand rests. */
export function useTyped() {
  const [typed, setTyped] = useState('');
  const [q, setQ] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed.trim()), REST_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return { typed, setTyped, q };
}
