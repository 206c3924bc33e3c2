import { useState } from 'react';
import { View } from '@tarojs/components';
import { DateField } from '@/ui/date-field';
import { dayAndTime, instantOf } from '../desk.view';
import './desk.scss';

interface MomentFieldProps {
  label: string;
  value: string;
  onChange: (instant: string) => void;
}

/** A day and a time of day in Shanghai, as one instant. */
export function MomentField({ label, value, onChange }: MomentFieldProps) {
  const [at, setAt] = useState(() => dayAndTime(value));
  const change = (part: Partial<typeof at>) => {
    const next = { ...at, ...part };
    setAt(next);
    const instant = instantOf(next.day, next.time);
    if (instant) onChange(instant);
  };
  return (
    <View className="ed-two">
      <DateField label={`${label}，哪天`} value={at.day} onChange={(day) => change({ day })} />
      <DateField
        label={`${label}，几点`}
        mode="time"
        value={at.time}
        onChange={(time) => change({ time })}
      />
    </View>
  );
}
