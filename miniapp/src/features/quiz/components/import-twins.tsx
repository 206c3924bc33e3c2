import { View } from '@tarojs/components';
import type { QuestionImport } from '@qiangji/shared-types';
import { Card } from '@/ui/card';
import { Section } from '@/ui/section';
import { Seg } from '@/ui/seg';
import { isLeftOut, turned, twinWords, type TwinChoice } from '../twins.form';
import { TwinRow } from './twin-row';
import './bank.scss';

interface TwinsProps {
  found: QuestionImport;
  choice: TwinChoice;
  onChange: (choice: TwinChoice) => void;
}

/** Questions side by side with those that are very like them: one word for all, and for each that is listed. */
export function ImportTwins({ found, choice, onChange }: TwinsProps) {
  const { twins, counts } = found;
  if (twins.length === 0) return null;
  return (
    <Section title={`很像的 ${counts.twins} 题`} note="先是文件里的，再是已有的">
      <Card pad>
        <View className="bk-import">
          <Seg
            label="很像的题"
            value={choice.all}
            onChange={(all) => onChange({ all, but: [] })}
            options={[
              { value: 'keep', text: '都留下' },
              { value: 'leave_out', text: '都不要重复的' },
            ]}
          />
          <View className="t-sub">{twinWords(found, choice)}</View>
          <View className="t-sub">已有的、文件里先出现的不动，只管后来的这一题</View>
        </View>
      </Card>
      <Card>
        {twins.map((twin) => (
          <TwinRow
            key={twin.number}
            twin={twin}
            out={isLeftOut(choice, twin.number)}
            onTurn={() => onChange(turned(choice, twin.number))}
          />
        ))}
      </Card>
    </Section>
  );
}
