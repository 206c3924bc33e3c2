import { View } from '@tarojs/components';
import { Button } from '../button';
import { Icon, type IconName } from '../icon';
import { a11y } from '../press/a11y';
import './index.scss';

export interface EmptyProps {
  /** The fact: 这一班还没有记录. */
  title: string;
  /** The first step: 先拍照，时间地点自动带上. */
  hint?: string;
  icon?: IconName;
  /** Text of its button: 记一条. */
  action?: string;
  onAction?: () => void;
}

/** Nothing yet: the fact, the first step, its button. */
export function Empty({ title, hint, icon = 'notebook-pen', action, onAction }: EmptyProps) {
  return (
    <View className="qj-state" {...a11y({ role: 'status' })}>
      <Icon name={icon} size={30} className="qj-state__icon" />
      <View className="qj-state__main">
        <View className="qj-state__title">{title}</View>
        {hint && <View className="qj-state__hint">{hint}</View>}
      </View>
      {action && onAction && (
        <Button size={44} onPress={onAction}>
          {action}
        </Button>
      )}
    </View>
  );
}
