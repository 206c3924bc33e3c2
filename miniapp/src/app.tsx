import type { PropsWithChildren } from 'react';
import { startPlatform } from '@/platform/start';
import { startGate, useGate } from '@/shell/gate';
import { startMissingPageNotice } from '@/shell/missing-page';
import { useOfflineCopies } from '@/shell/offline';
import './app.scss';

startPlatform();
startGate();
startMissingPageNotice();

export default function App({ children }: PropsWithChildren) {
  useGate();
  useOfflineCopies();
  return children;
}
