import type { ReactNode } from 'react';
import { Text, View } from '@tarojs/components';
import { Card } from '../card';
import { LawChip, type LawShown } from '../law-chip';
import { heading } from '../press/a11y';
import './index.scss';

export interface WhyProps {
  explanation: string;
  law?: LawShown | undefined;
  /** Under the explanation: what follows from the answer. */
  after?: ReactNode;
}

/** Why an answer is right, and by which law. */
export function Why({ explanation, law, after }: WhyProps) {
  return (
    <Card pad className="qj-question__why">
      <View className="qj-question__head">
        <View className="t-head" {...heading(3)}>
          为什么
        </View>
        {law && <LawChip law={law} />}
      </View>
      <Text className="qj-question__text">{explanation}</Text>
      {after && <View className="qj-question__after">{after}</View>}
    </Card>
  );
}
