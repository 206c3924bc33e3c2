import { View } from '@tarojs/components';
import { a11y } from '../press/a11y';
import type { HeavyIcon, IconName } from './icon-names.generated';

export type { IconName } from './icon-names.generated';

export interface IconProps {
  name: IconName | HeavyIcon;
  /** Edge in pixels of the mock-ups; 20 in rows, 24 in tabs, 26 in big buttons. */
  size?: 14 | 16 | 18 | 20 | 22 | 24 | 26 | 30;
  /** Spoken name. Without one the icon is decoration and hidden from screen readers. */
  label?: string;
  className?: string;
}

/** A Lucide icon in the colour of its text. */
export function Icon({ name, size = 20, label, className = '' }: IconProps) {
  const sized = size === 20 ? '' : ` qj-i--${size}`;
  return (
    <View
      className={`qj-i qj-i-${name}${sized} ${className}`}
      {...a11y(label ? { role: 'img', label } : { hidden: true })}
    />
  );
}
