import { View } from '@tarojs/components';
import { Button } from '../button';
import { Icon } from '../icon';
import { a11y } from '../press/a11y';
import '../empty/index.scss';

export interface FailProps {
  /** What failed: 督察结果没取到. */
  title: string;
  /** Why, and that the data are safe: 服务器没有回应，内容没丢. */
  why: string;
  /** Text of the button, 再试 unless something else helps. */
  action?: string;
  onRetry?: () => void;
}

/** Something went wrong: what, why, that nothing is lost, and one way on. */
export function Fail({ title, why, action = '再试', onRetry }: FailProps) {
  return (
    <View className="qj-state" {...a11y({ role: 'alert' })}>
      <Icon name="circle-alert" size={30} className="qj-state__icon--bad" />
      <View className="qj-state__main">
        <View className="qj-state__title">{title}</View>
        <View className="qj-state__hint">{why}</View>
      </View>
      {onRetry && (
        <Button kind="o" size={44} onPress={onRetry}>
          {action}
        </Button>
      )}
    </View>
  );
}
