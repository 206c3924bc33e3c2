import type { PropsWithChildren } from 'react';
import { startPlatform } from '@/platform/start';
import { startGate, useGate } from '@/shell/gate';
import { useOfflineCopies } from '@/shell/offline';
import './app.scss';

startPlatform();
startGate();

export default function App({ children }: PropsWithChildren) {
  useGate();
  useOfflineCopies();
  return children;
}
