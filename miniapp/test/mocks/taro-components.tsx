/**
 * `@tarojs/components` for unit tests: each component as the nearest DOM element, so that React
 * Testing Library finds it by text, role and label. Props that only a phone understands are dropped.
 */
import { createElement, forwardRef, type ReactNode } from 'react';

type Props = Record<string, unknown> & { children?: ReactNode };
type Handler = (event: { detail: Record<string, unknown>; stopPropagation(): void }) => void;

const DOM_PROP =
  /^(id|className|style|children|key|role|tabIndex|src|alt|title|value|placeholder|disabled|maxLength|checked|data-.*|aria-.*|on[A-Z].*)$/;

function kept(props: Props): Props {
  const out: Props = {};
  for (const [name, value] of Object.entries(props)) {
    if (DOM_PROP.test(name)) out[name] = value;
  }
  if (typeof props.maxlength === 'number' && props.maxlength > 0) out.maxLength = props.maxlength;
  return out;
}

function box(tag: string) {
  return forwardRef<HTMLElement, Props>(function Box(props, ref) {
    return createElement(tag, { ...kept(props), ref });
  });
}

const quiet = { stopPropagation: () => undefined };

function field(tag: 'input' | 'textarea') {
  return forwardRef<HTMLElement, Props>(function Field(props, ref) {
    const { onInput, onConfirm, onBlur, onFocus, defaultValue, ...rest } = kept(props) as Props &
      Record<'onInput' | 'onConfirm' | 'onBlur' | 'onFocus', Handler | undefined>;
    const tell = (handler: Handler | undefined) => (event: { target: { value: string } }) =>
      handler?.({ detail: { value: event.target.value }, ...quiet });
    return createElement(tag, {
      ...rest,
      ref,
      defaultValue,
      onChange: tell(onInput),
      onBlur: tell(onBlur),
      onFocus: tell(onFocus),
      onKeyDown: (event: { key: string; target: { value: string } }) => {
        if (event.key === 'Enter') tell(onConfirm)(event);
      },
    });
  });
}

/** A checkbox that reports as WeChat's switch does. */
export const Switch = forwardRef<HTMLElement, Props>(function Switch(props, ref) {
  const { onChange, ...rest } = kept(props);
  return createElement('input', {
    ...rest,
    ref,
    type: 'checkbox',
    role: 'switch',
    onChange: (event: { target: { checked: boolean } }) =>
      (onChange as Handler | undefined)?.({ detail: { value: event.target.checked }, ...quiet }),
  });
});

export const View = box('div');
export const ScrollView = box('div');
export const Text = box('span');
export const Image = box('img');
export const Button = box('button');
export const Label = box('label');
export const Form = box('form');
export const Canvas = box('canvas');
export const Picker = box('div');
export const Input = field('input');
export const Textarea = field('textarea');
