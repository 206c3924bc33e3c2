import type { PropsWithChildren } from 'react';
import { View } from '@tarojs/components';
import { a11y } from '../press/a11y';
import './index.scss';

export interface CardProps {
  /** Padding of 16 around free content; lists of `Cell` go without. */
  pad?: boolean;
  className?: string;
  /** Spoken name of the group, where no heading stands above. */
  label?: string;
}

/** A white ground for one matter; a list is one card with hairlines, not a card per row. */
export function Card({ pad, className = '', label, children }: PropsWithChildren<CardProps>) {
  return (
    <View
      className={`qj-card ${pad ? 'qj-card--pad' : ''} ${className}`}
      {...(label ? a11y({ role: 'group', label }) : {})}
    >
      {children}
    </View>
  );
}
