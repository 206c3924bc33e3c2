import type { PropsWithChildren } from 'react';
import { startPlatform } from '@/platform/start';
import { useGate } from '@/shell/gate';
import { useOfflineCopies } from '@/shell/offline';
import './app.scss';

startPlatform();

export default function App({ children }: PropsWithChildren) {
  useGate();
  useOfflineCopies();
  return children;
}
