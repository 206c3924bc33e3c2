import { View } from '@tarojs/components';
import { dayOf } from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { DateField } from '@/ui/date-field';
import { Section } from '@/ui/section';
import './parts.scss';

export interface DayChoiceProps {
  /** Empty: the inspectors choose. */
  value: string;
  onChange: (day: string) => void;
}

/** The day of a visit, never its hour: that would announce it. */
export function DayChoice({ value, onChange }: DayChoiceProps) {
  const today = dayOf(now());
  return (
    <Section title="哪天去" note="可不定">
      <Card pad>
        <View className="sc-form">
          <DateField
            label="哪天去"
            hideLabel
            value={value}
            start={today}
            placeholder="不定，由督察员选"
            hint="只定日子不定钟点，被查的中队不会提前知道"
            error={value !== '' && value < today ? '日期已经过了，选今天或以后' : undefined}
            onChange={onChange}
          />
          {value !== '' && (
            <Button kind="o" size={44} onPress={() => onChange('')}>
              不定日子
            </Button>
          )}
        </View>
      </Card>
    </Section>
  );
}
