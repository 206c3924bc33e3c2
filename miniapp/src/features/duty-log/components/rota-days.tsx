import { Text, View } from '@tarojs/components';
import type { RotaPerson } from '@qiangji/shared-types';
import { Press } from '@/ui/press';
import { a11y } from '@/ui/press/a11y';
import { useArrowKeys } from '@/ui/press/arrow-keys';
import { weekdayText } from '../log.view';
import { unasked } from '../rota.view';
import './rota-days.scss';

interface RotaDaysProps {
  people: readonly RotaPerson[];
  days: readonly string[];
  value: string;
  onChange: (day: string) => void;
}

/** The seven days of a week side by side; a dot where somebody did not come and nobody wrote why. */
export function RotaDays({ people, days, value, onChange }: RotaDaysProps) {
  const arrows = useArrowKeys(days, value, onChange);
  return (
    <View className="rt-days" {...a11y({ role: 'radiogroup', label: '哪一天' })} {...arrows}>
      {days.map((day) => {
        const date = `${Number(day.slice(8))}日`;
        const missing = unasked(people, day);
        const words = missing > 0 ? `，${missing} 人未上岗，没写原因` : '';
        return (
          <Press
            key={day}
            role="radio"
            checked={day === value}
            label={`${weekdayText(day)} ${date}${words}`}
            className={`rt-days__day ${day === value ? 'rt-days__day--on' : ''}`}
            onPress={() => onChange(day)}
          >
            <Text>{weekdayText(day)}</Text>
            <Text className="rt-days__date">{date}</Text>
            <View className={`rt-days__dot ${missing > 0 ? 'rt-days__dot--on' : ''}`} />
          </Press>
        );
      })}
    </View>
  );
}
