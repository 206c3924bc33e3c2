import { Text, View } from '@tarojs/components';
import { a11y } from '@/ui/press/a11y';
import '../exam.scss';

const TIMES = 16;

/** The person's name across the paper: a picture of it says whose it is. */
export function Watermark({ text }: { text: string }) {
  return (
    <View className="ex-mark" {...a11y({ hidden: true })}>
      {Array.from({ length: TIMES }, (_, i) => (
        <Text key={i} className="ex-mark__word">
          {text}
        </Text>
      ))}
    </View>
  );
}
