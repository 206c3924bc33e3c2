import { act } from '@testing-library/react';
import { settle } from './settle';

/** Enough turns of the event loop for a page to ask, be answered and draw what came of it. */
const TURNS = 12;

/** Lets a page come to rest. */
export function turn(): Promise<void> {
  return act(async () => {
    for (let i = 0; i < TURNS; i += 1) await settle();
  });
}
