import { Text, View } from '@tarojs/components';
import { Icon } from '@/ui/icon';
import { Press } from '@/ui/press';
import { useLook } from '@/ui/theme';

const FONTS = ['1', '2', '3'] as const;
const FONT_WORDS = { '1': '标准', '2': '大', '3': '特大' } as const;

/** One section back, and the size and look of the whole app, in thumb reach while reading. */
export function ReaderTools({ onPrevious }: { onPrevious?: () => void }) {
  const { theme, font, setTheme, setFont } = useLook();
  const size = font === 'system' ? '1' : font;
  const next = FONTS[(FONTS.indexOf(size) + 1) % FONTS.length] ?? '1';
  const dark = theme === 'dark';
  return (
    <View className="st-tools">
      {onPrevious && (
        <Press className="st-tools__item" onPress={onPrevious}>
          <Icon name="chevron-left" size={22} />
          <Text>上一节</Text>
        </Press>
      )}
      <Press
        className="st-tools__item"
        label={`字号，现在是${FONT_WORDS[size]}`}
        onPress={() => setFont(next)}
      >
        <Icon name="a-large-small" size={22} />
        <Text>字号</Text>
      </Press>
      <Press
        className="st-tools__item"
        label={dark ? '换成浅色' : '换成深色'}
        onPress={() => setTheme(dark ? 'light' : 'dark')}
      >
        <Icon name={dark ? 'sun' : 'moon'} size={22} />
        <Text>{dark ? '浅色' : '深色'}</Text>
      </Press>
    </View>
  );
}
