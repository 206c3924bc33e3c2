import { useState } from 'react';
import { useRouter } from '@tarojs/taro';
import { outboxItem } from '.';
import type { OutboxItem } from './outbox.types';

/** The record that came back and that this page was opened to put right (`?mend=<opId>`), as it was then. */
export function useMended(): OutboxItem | undefined {
  const { mend } = useRouter().params;
  const [item] = useState(() => (mend === undefined ? undefined : outboxItem(mend)));
  return item;
}
