import { useRef, useState } from 'react';
import { View } from '@tarojs/components';
import {
  quizContract,
  stemLine,
  type BankQuestion,
  type Paper,
  type PaperPick,
} from '@qiangji/shared-types';
import { usePagedResource } from '@/platform/resource';
import { KIND_WORDS } from '@/ui/answer';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { TextField } from '@/ui/field';
import { More } from '@/ui/more';
import { Section } from '@/ui/section';
import { Tag } from '@/ui/tag';
import { pickProblems, pointsOf, toggled, type PickShown } from '../paper.form';
import { PickedList } from './picked-list';
import './desk.scss';

interface QuestionPickerProps {
  picks: readonly PaperPick[];
  /** As it was stored; undefined before. */
  paper: Paper | undefined;
  /** Everybody has another order: the one here says nothing. */
  shuffled: boolean;
  onChange: (picks: PaperPick[]) => void;
}

/** What is picked, in its order, and beside it the confirmed questions to pick from. */
export function QuestionPicker({ picks, paper, shuffled, onChange }: QuestionPickerProps) {
  // Of what was picked just now the service has said nothing yet: it is shown as the bank listed it.
  const added = useRef(new Map<string, PickShown>());
  const shownOf = (code: string) =>
    added.current.get(code) ?? paper?.picked.find((one) => one.code === code);
  const toggle = (row: BankQuestion) => {
    const { code, body, topicName, difficulty } = row;
    added.current.set(code, { stem: stemLine(body), kind: body.kind, topicName, difficulty });
    onChange(toggled(picks, code));
  };
  const order = shuffled ? '，每人顺序不同，这里的先后不作数' : '，按这里的先后考';
  return (
    <View className="ed-grid">
      <Section
        title={`已挑 ${picks.length} 题`}
        note={picks.length > 0 ? `共 ${pointsOf(picks)} 分${order}` : undefined}
      >
        {picks.length === 0 ? (
          <Card pad>
            <View className="t-sub">还没有挑题，在题库里点一题就挑上，再点一下去掉</View>
          </Card>
        ) : (
          <PickedList {...{ picks, shownOf, onChange }} problems={pickProblems(picks, paper)} />
        )}
      </Section>
      <Bank chosen={new Set(picks.map(({ code }) => code))} onToggle={toggle} />
    </View>
  );
}

interface BankProps {
  chosen: ReadonlySet<string>;
  onToggle: (row: BankQuestion) => void;
}

/** Questions in use that the legal officer has confirmed, to take in or out. */
function Bank({ chosen, onToggle }: BankProps) {
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
  return (
    <Section title="从题库里挑" note="只有法制核对过的能上卷">
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
            {list.error?.message ??
              (q === '' ? '没有法制核对过的题，先到题库里核对' : '没有这样的题，换几个字再找')}
          </View>
        )}
        {list.items.map((row) => (
          <Cell
            key={row.code}
            title={stemLine(row.body)}
            meta={[row.topicName, KIND_WORDS[row.body.kind], `难度 ${row.difficulty}`]}
            right={chosen.has(row.code) ? <Tag tone="ok">已挑</Tag> : undefined}
            onPress={() => onToggle(row)}
          />
        ))}
      </Card>
      <More list={list} text={list.moreError ? '没取到，再试' : '再看一些'} />
    </Section>
  );
}
