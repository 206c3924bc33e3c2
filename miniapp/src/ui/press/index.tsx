import type { CSSProperties, KeyboardEvent, PropsWithChildren } from 'react';
import { View, type ITouchEvent } from '@tarojs/components';
import { a11y, type A11y } from './a11y';
import './index.scss';

export interface PressProps extends Omit<A11y, 'live' | 'hidden'> {
  /** Not called while `disabled`. */
  onPress?: () => void;
  className?: string;
  style?: CSSProperties;
  id?: string;
}

/** Attributes that make a drawn control reachable and usable by keyboard in a browser. */
function keyboard(onPress: () => void) {
  if (process.env.TARO_ENV !== 'h5') return {};
  return {
    tabIndex: 0,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      event.stopPropagation();
      onPress();
    },
  };
}

/**
 * Anything that is tapped. A mini-program has no focusable box, and its native button brings its
 * own look, so this is a View with a role, a name, keyboard handling and a pressed state.
 */
export function Press({
  onPress,
  className = '',
  style,
  id,
  children,
  role = 'button',
  ...flags
}: PropsWithChildren<PressProps>) {
  const act = () => {
    if (!flags.disabled) onPress?.();
  };
  return (
    <View
      id={id}
      className={`qj-press ${className}`}
      style={style}
      hoverClass={flags.disabled ? 'none' : 'qj-press--on'}
      hoverStayTime={80}
      onClick={(event: ITouchEvent) => {
        event.stopPropagation();
        act();
      }}
      {...keyboard(act)}
      {...a11y({ role, ...flags })}
    >
      {children}
    </View>
  );
}
