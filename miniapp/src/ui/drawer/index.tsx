import type { PropsWithChildren, ReactNode } from 'react';
import { ScrollView, View } from '@tarojs/components';
import { Icon } from '../icon';
import { useModal } from '../overlay/use-modal';
import { Press } from '../press';
import { a11y, heading } from '../press/a11y';
import { useWide } from '../use-wide';
import '../overlay/index.scss';
import './index.scss';

export interface DrawerProps {
  open: boolean;
  title: string;
  sub?: string;
  onClose: () => void;
  /** Its own actions, at the bottom. */
  footer?: ReactNode;
}

/**
 * The records behind a figure. Beside the table on a desk screen (364 wide, the table stays usable),
 * over the page on a phone. Hand it to `PageShell drawer`.
 */
export function Drawer({ open, ...rest }: PropsWithChildren<DrawerProps>) {
  const wide = useWide();
  if (!open) return null;
  const panel = <Panel wide={wide} {...rest} />;
  if (wide) return panel;
  return (
    <View className="qj-veil">
      <View className="qj-veil__shade" onClick={rest.onClose} {...a11y({ hidden: true })} />
      {panel}
    </View>
  );
}

function Panel({
  wide,
  title,
  sub,
  onClose,
  footer,
  children,
}: PropsWithChildren<Omit<DrawerProps, 'open'> & { wide: boolean }>) {
  const id = useModal(true, onClose, !wide);
  return (
    <View
      id={id}
      className={`qj-drawer ${wide ? 'qj-drawer--wide' : ''}`}
      {...a11y({ role: wide ? 'complementary' : 'dialog', label: title })}
      {...(wide ? {} : { 'aria-modal': 'true' })}
    >
      <View className="qj-drawer__head">
        <View className="l-grow">
          <View className="t-head" {...heading(2)}>
            {title}
          </View>
          {sub && <View className="t-cap">{sub}</View>}
        </View>
        <Press className="qj-drawer__close" label="关上" onPress={onClose}>
          <Icon name="x" size={20} />
        </Press>
      </View>
      <ScrollView className="qj-drawer__scroll" scrollY>
        <View className="qj-drawer__body">{children}</View>
      </ScrollView>
      {footer && <View className="qj-drawer__foot">{footer}</View>}
    </View>
  );
}
