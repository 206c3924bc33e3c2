import { useState } from 'react';
import { View } from '@tarojs/components';
import {
  questionStates,
  questionKinds,
  quizContract,
  verifiedStates,
  type QuestionState,
  type QuestionKind,
  type VerifiedState,
} from '@qiangji/shared-types';
import { useResource } from '@/platform/resource';
import { KIND_WORDS } from '@/ui/answer';
import { TextField } from '@/ui/field';
import { Select } from '@/ui/select';
import { DOUBTED_WORD, QUESTION_STATE_WORDS, topicChoices, VERIFIED_WORDS } from '../quiz.view';

/** `all` where nothing is asked for. */
export interface BankFilter {
  topic: string;
  kind: QuestionKind | 'all';
  state: QuestionState | 'all';
  /** `doubted`: whose key was corrected in an exam. */
  verified: VerifiedState | 'doubted' | 'all';
  q: string;
  /** A version of a law that the questions cite. */
  law: { name: string; version: string } | undefined;
}

export const NO_FILTER: BankFilter = {
  topic: 'all',
  kind: 'all',
  state: 'all',
  verified: 'all',
  q: '',
  law: undefined,
};

const DOUBTED = { doubted: 'true' } as const;

/** The query of a filter: only what was asked for. */
export function filterQuery({ topic, kind, state, verified, q, law }: BankFilter) {
  const words = q.trim();
  return {
    ...(topic === 'all' ? {} : { topic }),
    ...(kind === 'all' ? {} : { kind }),
    ...(state === 'all' ? {} : { state }),
    ...(verified === 'all' ? {} : verified === 'doubted' ? DOUBTED : { verified }),
    ...(words === '' ? {} : { q: words }),
    ...(law ? { lawName: law.name, lawVersion: law.version } : {}),
  };
}

interface BankFiltersProps {
  filter: BankFilter;
  onChange: (filter: BankFilter) => void;
}

/** Narrows the bank by topic, kind, state and check, and by words of the question. */
export function BankFilters({ filter, onChange }: BankFiltersProps) {
  const mastery = useResource(quizContract.listMastery, {});
  const [words, setWords] = useState(filter.q);
  const topics = topicChoices(mastery.data?.topics ?? []);
  return (
    <View className="bk-filters">
      <Select
        label="专题"
        value={filter.topic}
        options={[{ value: 'all', text: '全部专题' }, ...topics]}
        onChange={(topic) => onChange({ ...filter, topic })}
      />
      <Select
        label="题型"
        value={filter.kind}
        options={[
          { value: 'all' as const, text: '全部题型' },
          ...questionKinds.map((value) => ({ value, text: KIND_WORDS[value] })),
        ]}
        onChange={(kind) => onChange({ ...filter, kind })}
      />
      <Select
        label="核对"
        value={filter.verified}
        options={[
          { value: 'all' as const, text: '不论核对' },
          { value: 'doubted' as const, text: DOUBTED_WORD },
          ...verifiedStates.map((value) => ({ value, text: VERIFIED_WORDS[value] })),
        ]}
        onChange={(verified) => onChange({ ...filter, verified })}
      />
      <Select
        label="状态"
        value={filter.state}
        options={[
          { value: 'all' as const, text: '全部状态' },
          ...questionStates.map((value) => ({ value, text: QUESTION_STATE_WORDS[value] })),
        ]}
        onChange={(state) => onChange({ ...filter, state })}
      />
      <TextField
        label="找题"
        value={words}
        max={40}
        placeholder="题干里的字，回车"
        onChange={(q) => {
          setWords(q);
          if (q === '') onChange({ ...filter, q });
        }}
        onEnter={() => onChange({ ...filter, q: words })}
      />
    </View>
  );
}
