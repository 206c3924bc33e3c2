import { useNetState } from '@/platform/network';
import { useOutboxCount } from '@/platform/outbox';
import { openPage, OUTBOX_PAGE } from '../nav';
import type { NetBarProps } from '../net-bar';

const onOpen = () => openPage(OUTBOX_PAGE);

/**
 * What the network bar says. A record that came back needs its person, so it comes first; then that
 * one is offline; what is under way says so, and a phone with nothing to tell shows no bar.
 */
export function useNetBar(): NetBarProps {
  const network = useNetState();
  const { pending, rejected } = useOutboxCount();
  if (rejected > 0) return { state: 'rejected', waiting: rejected, onOpen };
  if (network === 'offline') return { state: 'offline', waiting: pending, onOpen };
  if (network === 'weak') {
    return { state: 'offline', text: '信号弱，先存在手机里', waiting: pending, onOpen };
  }
  return pending > 0 ? { state: 'sending', waiting: pending, onOpen } : { state: 'ready' };
}
