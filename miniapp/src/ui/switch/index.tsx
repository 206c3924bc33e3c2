import { View } from '@tarojs/components';
import { Press } from '../press';
import './index.scss';

export interface SwitchProps {
  /** What is switched, spoken; the visible words stand beside it. */
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
  disabled?: boolean;
}

/** On or off at once, without a save button. */
export function Switch({ label, on, onChange, disabled }: SwitchProps) {
  return (
    <Press
      role="switch"
      className={`qj-switch ${on ? 'qj-switch--on' : ''} ${disabled ? 'qj-switch--off' : ''}`}
      label={label}
      checked={on}
      disabled={disabled}
      onPress={() => onChange(!on)}
    >
      <View className="qj-switch__track">
        <View className="qj-switch__knob" />
      </View>
    </Press>
  );
}
