import type { PropsWithChildren } from 'react';
import { View } from '@tarojs/components';
import { Meta } from '../meta';
import { Seg3, type Verdict } from '../seg3';
import './index.scss';

export interface CheckItemProps {
  name: string;
  /** Code, source, version of the item. */
  source: readonly (string | undefined)[];
  value: Verdict | undefined;
  onChange: (value: Verdict) => void;
  disabled?: boolean;
}

/** An item of a checklist. Children are the fault block; they show while it is 不合格. */
export function CheckItem({
  name,
  source,
  value,
  onChange,
  disabled,
  children,
}: PropsWithChildren<CheckItemProps>) {
  return (
    <View className="qj-li qj-check">
      <View className="qj-check__name">{name}</View>
      <Meta items={source} />
      <View className="qj-check__seg">
        <Seg3 label={name} value={value} onChange={onChange} disabled={disabled} />
      </View>
      {value === 'fail' && children && <View className="qj-check__fault">{children}</View>}
    </View>
  );
}
