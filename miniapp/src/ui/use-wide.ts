import { useEffect, useState } from 'react';
import Taro from '@tarojs/taro';

/** Side navigation and drawer need this much room. */
const WIDE = '(min-width: 1024px)';

function isWide(): boolean {
  if (process.env.TARO_ENV === 'h5') return window.matchMedia(WIDE).matches;
  return Taro.getWindowInfo().windowWidth >= 1024;
}

/** True on a desk screen; follows the browser's window. */
export function useWide(): boolean {
  const [wide, setWide] = useState(isWide);
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') return undefined;
    const query = window.matchMedia(WIDE);
    const follow = () => setWide(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return wide;
}
