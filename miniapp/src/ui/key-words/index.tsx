import { View } from '@tarojs/components';
import { useWide } from '../use-wide';

/** The keys of every list that `useRowKeys` moves in. */
export const ROW_KEYS = 'J、K 或上下箭头换行，回车打开';

/** Says which keys a desk page knows; a phone has none. */
export function KeyWords({ words }: { words: readonly string[] }) {
  const wide = useWide();
  return wide ? <View className="t-cap">{`键盘：${words.join('；')}`}</View> : null;
}
