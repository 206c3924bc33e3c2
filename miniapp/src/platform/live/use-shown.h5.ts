import { useEffect, useState } from 'react';
import { useDidHide, useDidShow } from '@tarojs/taro';

/** Whether the page is the one in front, in a tab that is seen. */
export function useShown(): boolean {
  const [front, setFront] = useState(true);
  const [seen, setSeen] = useState(() => !document.hidden);
  useDidShow(() => setFront(true));
  useDidHide(() => setFront(false));
  useEffect(() => {
    const look = () => setSeen(!document.hidden);
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return front && seen;
}
