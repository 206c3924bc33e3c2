import { useState } from 'react';
import { View } from '@tarojs/components';
import {
  examResultContract,
  flagOutcomes,
  type AttemptFlag,
  type FlagJudgement,
} from '@qiangji/shared-types';
import { callOnce } from '@/platform/request';
import { usePagedResource } from '@/platform/resource';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Dialog } from '@/ui/dialog';
import { TextField } from '@/ui/field';
import { More } from '@/ui/more';
import { Section } from '@/ui/section';
import { Select } from '@/ui/select';
import { Tag } from '@/ui/tag';
import { attempt } from '../desk.call';
import { FLAG_WORDS, flagWords } from '../results.view';
import './desk.scss';

/** What was noticed in attempts, for a person to judge: never a verdict by itself. */
export function Flags({ examId }: { examId: string }) {
  const [open, setOpen] = useState<AttemptFlag>();
  const list = usePagedResource(
    examResultContract.listFlags,
    { params: { examId } },
    { keep: false },
  );
  if (list.items.length === 0) return null;
  return (
    <Section title="要人看一看的" note="来电也算离开，次数不是结论">
      <Card>
        {list.items.map((one) => (
          <Cell
            key={one.attemptId}
            title={one.name}
            meta={[one.unitName, flagWords(one), one.judgement?.note]}
            right={
              one.judgement ? (
                <Tag tone="plain">{FLAG_WORDS[one.judgement.outcome]}</Tag>
              ) : (
                <Tag tone="warn">没看</Tag>
              )
            }
            onPress={() => setOpen(one)}
          />
        ))}
      </Card>
      <More list={list} text={list.moreError ? '没取到，再试' : '再看一些'} />
      {open && (
        <Judge
          key={open.attemptId}
          examId={examId}
          flag={open}
          onClose={() => setOpen(undefined)}
          onDone={() => void list.refresh()}
        />
      )}
    </Section>
  );
}

interface JudgeProps {
  examId: string;
  flag: AttemptFlag;
  onClose: () => void;
  onDone: () => void;
}

function Judge({ examId, flag, onClose, onDone }: JudgeProps) {
  const [outcome, setOutcome] = useState<FlagJudgement['outcome']>('nothing');
  const [note, setNote] = useState('');
  const save = async () => {
    const done = await attempt(() =>
      callOnce(examResultContract.judgeFlag, {
        params: { examId, attemptId: flag.attemptId },
        body: { outcome, note: note.trim() },
      }),
    );
    if (!done) return;
    onClose();
    onDone();
  };
  return (
    <Dialog
      title={flag.name}
      text={flagWords(flag)}
      yes="记下"
      no="先不记"
      lacks={note.trim() === '' ? '写一句怎么回事' : undefined}
      onYes={() => void save()}
      onNo={onClose}
    >
      <View className="ed-form">
        <Select
          label="看下来"
          value={outcome}
          onChange={setOutcome}
          options={flagOutcomes.map((value) => ({ value, text: FLAG_WORDS[value] }))}
        />
        <TextField label="怎么回事" value={note} onChange={setNote} max={300} multiline />
      </View>
    </Dialog>
  );
}
