import { Fragment } from 'react';
import { Text, View } from '@tarojs/components';
import './index.scss';

export interface MetaProps {
  /** One text, or several that are set apart by a dot; empty ones are left out. */
  items: string | readonly (string | undefined)[];
  className?: string;
}

/** The quiet line under a name: code, source, time. */
export function Meta({ items, className = '' }: MetaProps) {
  const list = typeof items === 'string' ? [items] : items.filter(Boolean);
  if (list.length === 0) return null;
  return (
    <View className={`qj-meta ${className}`}>
      {list.map((item, index) => (
        <Fragment key={index}>
          {index > 0 && <View className="qj-meta__dot" />}
          <Text>{item}</Text>
        </Fragment>
      ))}
    </View>
  );
}
