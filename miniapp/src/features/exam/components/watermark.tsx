import { Text, View } from '@tarojs/components';
import { a11y } from '@/ui/press/a11y';
import '../exam.scss';

/** In pairs: enough for the tallest screen at the usual size of letters. */
const TIMES = 40;

/**
 * Whose paper it is, across what of it is on the screen: it stays there while the paper scrolls under it, so that no
 * paper is longer than its mark. Over a picture (`onPicture`) it is light with a dark edge, to be read on anything.
 */
export function Watermark({ text, onPicture = false }: { text: string; onPicture?: boolean }) {
  return (
    <View className={`ex-mark ${onPicture ? 'ex-mark--picture' : ''}`} {...a11y({ hidden: true })}>
      <View className="ex-mark__sheet">
        {Array.from({ length: TIMES }, (_, i) => (
          <Text key={i} className="ex-mark__word">
            {text}
          </Text>
        ))}
      </View>
    </View>
  );
}
