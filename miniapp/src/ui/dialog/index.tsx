import { type PropsWithChildren, type ReactNode, useCallback, useState } from 'react';
import { View } from '@tarojs/components';
import { Button } from '../button';
import { useModal } from '../overlay/use-modal';
import { a11y, heading } from '../press/a11y';
import '../overlay/index.scss';
import './index.scss';

export interface DialogProps {
  title: string;
  /** What follows from it, and what does not. */
  text?: string;
  /** A verb, never 确定: 作废, 交班. */
  yes: string;
  /** Spoken name of it where the word alone would not tell. */
  yesLabel?: string;
  /** The way back: 先不交. */
  no: string;
  /** What cannot be undone. */
  danger?: boolean;
  /** What is missing before it can be done. */
  lacks?: string;
  onYes: () => void;
  onNo: () => void;
}

/** Asks before something that cannot be undone. Mounted while it is open. */
export function Dialog({
  title,
  text,
  yes,
  yesLabel,
  no,
  danger,
  lacks,
  onYes,
  onNo,
  children,
}: PropsWithChildren<DialogProps>) {
  const id = useModal(true, onNo, true);
  return (
    <View className="qj-veil qj-veil--middle">
      <View className="qj-veil__shade" onClick={onNo} {...a11y({ hidden: true })} />
      <View
        id={id}
        className="qj-dialog"
        {...a11y({ role: 'alertdialog', label: title })}
        aria-modal="true"
      >
        <View className="t-head" {...heading(2)}>
          {title}
        </View>
        {text && <View className="qj-dialog__text">{text}</View>}
        {children}
        <View className="qj-dialog__buttons">
          <Button kind="o" block onPress={onNo}>
            {no}
          </Button>
          <Button kind={danger ? 'd' : 'p'} block lacks={lacks} label={yesLabel} onPress={onYes}>
            {yes}
          </Button>
        </View>
      </View>
    </View>
  );
}

export type Question = Pick<DialogProps, 'title' | 'text' | 'yes' | 'no' | 'danger'>;

/**
 * `const [dialog, ask] = useConfirm()`: put `dialog` into the page and `await ask({...})`, which
 * is true when the person went on.
 */
export function useConfirm(): [ReactNode, (question: Question) => Promise<boolean>] {
  const [open, setOpen] = useState<Question & { answer: (yes: boolean) => void }>();
  const ask = useCallback(
    (question: Question) =>
      new Promise<boolean>((resolve) => {
        setOpen({
          ...question,
          answer: (yes) => {
            setOpen(undefined);
            resolve(yes);
          },
        });
      }),
    [],
  );
  const dialog = open ? (
    <Dialog {...open} onYes={() => open.answer(true)} onNo={() => open.answer(false)} />
  ) : null;
  return [dialog, ask];
}
