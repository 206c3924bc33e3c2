import { useEffect } from 'react';
import { Text, View } from '@tarojs/components';
import { create } from 'zustand';
import { hapticTap } from '@/platform/haptic';
import { Icon } from '../icon';
import { a11y } from '../press/a11y';
import './index.scss';

export interface ToastMessage {
  text: string;
  tone: 'plain' | 'ok' | 'bad';
}

/** How long words stay; long enough to be read twice. */
const STAY_MS = 2600;

const useToasts = create<{ message?: ToastMessage }>()(() => ({}));

/** Says briefly what happened. A matter that needs an answer is not a toast. */
export function toast(text: string, tone: ToastMessage['tone'] = 'plain'): void {
  useToasts.setState({ message: { text, tone } });
}

/** A short tap of the phone and the words: a record is kept or has arrived. */
export function toastSent(text: string): void {
  toast(text, 'ok');
  hapticTap();
}

/** Where toasts show; PageShell draws one. The empty region is there beforehand to be announced. */
export function ToastHost() {
  const message = useToasts((state) => state.message);
  useEffect(() => {
    if (!message) return undefined;
    const timer = setTimeout(() => useToasts.setState({ message: undefined }), STAY_MS);
    return () => clearTimeout(timer);
  }, [message]);
  return (
    <View className="qj-toast" {...a11y({ role: 'status', live: 'polite' })}>
      {message && (
        <View className={`qj-toast__box qj-toast__box--${message.tone}`}>
          {message.tone !== 'plain' && (
            <Icon name={message.tone === 'ok' ? 'circle-check' : 'circle-alert'} size={20} />
          )}
          <Text>{message.text}</Text>
        </View>
      )}
    </View>
  );
}
