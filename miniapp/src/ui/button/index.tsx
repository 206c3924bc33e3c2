import type { ReactNode } from 'react';
import { Button as NativeButton, Text, type ButtonProps as NativeProps } from '@tarojs/components';
import { Icon, type IconName } from '../icon';
import { Press } from '../press';
import './index.scss';

export interface ButtonProps {
  /** Verb, or verb and object: 记一条, 交整改. */
  children: ReactNode;
  /** Filled, soft, outlined, dangerous. */
  kind?: 'p' | 's' | 'o' | 'd';
  /** Height in pixels of the mock-ups; it grows with the font. */
  size?: 44 | 48 | 56 | 60;
  /** Takes the width of its row. */
  block?: boolean;
  icon?: IconName;
  /** Icon above the text, as 突发 beside the main button. */
  stack?: boolean;
  /** Icon after the text, for a step forward. */
  iconAfter?: IconName;
  /** What is still missing, as words: the button is off and says so instead of its own text. */
  lacks?: string;
  /** Work is under way: the button is off and keeps its text. */
  busy?: boolean;
  /** Spoken name where the text alone would not tell, as two 去改 on one page. */
  label?: string;
  /** On the duty plate. */
  onPlate?: boolean;
  onPress?: () => void;
  /** WeChat's own acts that need its native button, such as `getPhoneNumber`. */
  openType?: NativeProps['openType'];
  onGetPhoneNumber?: NativeProps['onGetPhoneNumber'];
  onAgreePrivacyAuthorization?: NativeProps['onAgreePrivacyAuthorization'];
  id?: string;
}

export function Button({
  children,
  kind = 'p',
  size = 48,
  block,
  icon,
  stack,
  iconAfter,
  lacks,
  busy,
  label,
  onPlate,
  onPress,
  openType,
  onGetPhoneNumber,
  onAgreePrivacyAuthorization,
  id,
}: ButtonProps) {
  const off = Boolean(lacks) || Boolean(busy);
  const className = [
    'qj-btn',
    `qj-btn--${size}`,
    lacks ? 'qj-btn--dis' : `qj-btn--${kind}`,
    block && 'qj-btn--block',
    onPlate && 'qj-btn--plate',
    busy && 'qj-btn--busy',
    stack && 'qj-btn--stack',
  ]
    .filter(Boolean)
    .join(' ');
  const iconSize = size === 60 ? 24 : 20;
  const inner = (
    <>
      {icon && !lacks && <Icon name={icon} size={iconSize} />}
      <Text>{lacks ?? children}</Text>
      {iconAfter && !lacks && <Icon name={iconAfter} size={iconSize} />}
    </>
  );
  if (openType && !off) {
    return (
      <NativeButton
        id={id}
        className={`${className} qj-btn--native`}
        openType={openType}
        onGetPhoneNumber={onGetPhoneNumber}
        onAgreePrivacyAuthorization={onAgreePrivacyAuthorization}
      >
        {inner}
      </NativeButton>
    );
  }
  return (
    <Press
      id={id}
      className={className}
      label={label}
      disabled={off || undefined}
      onPress={onPress}
    >
      {inner}
    </Press>
  );
}
