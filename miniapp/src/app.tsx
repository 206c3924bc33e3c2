import type { PropsWithChildren } from 'react';
import { startPlatform } from '@/platform/start';
import './app.scss';

startPlatform();

export default function App({ children }: PropsWithChildren) {
  return children;
}
