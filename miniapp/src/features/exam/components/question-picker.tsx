import { useState } from 'react';
import { View } from '@tarojs/components';
import { quizContract, stemLine, type PaperPick } from '@qiangji/shared-types';
import { usePagedResource } from '@/platform/resource';
import { KIND_WORDS } from '@/ui/answer';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { TextField } from '@/ui/field';
import { More } from '@/ui/more';
import { Section } from '@/ui/section';
import { Tag } from '@/ui/tag';
import { toggled } from '../paper.form';

interface QuestionPickerProps {
  picks: readonly PaperPick[];
  onChange: (picks: PaperPick[]) => void;
}

/** Questions in use that the legal officer has confirmed, to take in or out. */
export function QuestionPicker({ picks, onChange }: QuestionPickerProps) {
  const [words, setWords] = useState('');
  const [q, setQ] = useState('');
  const list = usePagedResource(
    quizContract.listQuestions,
    {
      query: {
        state: 'active' as const,
        verified: 'confirmed' as const,
        ...(q === '' ? {} : { q }),
      },
    },
    { keep: false },
  );
  const chosen = new Set(picks.map(({ code }) => code));
  return (
    <Section title={`已挑 ${picks.length} 题`} note="只有法制核对过的能上卷">
      <TextField
        label="找题"
        value={words}
        max={40}
        placeholder="题干里的字，回车"
        onChange={(text) => {
          setWords(text);
          if (text === '') setQ('');
        }}
        onEnter={() => setQ(words.trim())}
      />
      <Card>
        {list.items.length === 0 && (
          <View className="qj-li t-sub">
            {list.error?.message ?? '没有法制核对过的题，先到题库里核对'}
          </View>
        )}
        {list.items.map((row) => (
          <Cell
            key={row.code}
            title={stemLine(row.body)}
            meta={[row.topicName, KIND_WORDS[row.body.kind], `难度 ${row.difficulty}`]}
            right={chosen.has(row.code) ? <Tag tone="ok">已挑</Tag> : undefined}
            onPress={() => onChange(toggled(picks, row.code))}
          />
        ))}
      </Card>
      <More list={list} text={list.moreError ? '没取到，再试' : '再看一些'} />
    </Section>
  );
}
