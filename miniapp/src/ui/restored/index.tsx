import { Text, View } from '@tarojs/components';
import { Button } from '../button';
import { useConfirm } from '../dialog';
import { Icon } from '../icon';
import { a11y } from '../press/a11y';
import './index.scss';

export interface RestoredProps {
  /** There was a draft: without one nothing is shown. */
  shown: boolean;
  onDiscard: () => void;
}

/** Says that what was half written is back, and lets it be thrown away. */
export function Restored({ shown, onDiscard }: RestoredProps) {
  const [dialog, ask] = useConfirm();
  if (!shown) return null;
  const discard = async () => {
    const yes = await ask({
      title: '清掉没记完的内容？',
      text: '写的字、选的和拍的都清掉，从头记。',
      yes: '清掉',
      no: '留着',
      danger: true,
    });
    if (yes) onDiscard();
  };
  return (
    <>
      <View className="qj-restored" {...a11y({ role: 'status' })}>
        <Icon name="history" size={18} className="c-brand" />
        <Text className="qj-restored__text">已恢复没记完的内容</Text>
        <Button kind="o" size={44} onPress={() => void discard()}>
          清掉
        </Button>
      </View>
      {dialog}
    </>
  );
}
