import { useState } from 'react';
import { View } from '@tarojs/components';
import {
  questionStates,
  questionTypes,
  quizContract,
  verifiedStates,
  type QuestionState,
  type QuestionType,
  type VerifiedState,
} from '@qiangji/shared-types';
import { useResource } from '@/platform/resource';
import { TextField } from '@/ui/field';
import { TYPE_WORDS } from '@/ui/question/states';
import { Select } from '@/ui/select';
import { QUESTION_STATE_WORDS, VERIFIED_WORDS } from '../quiz.view';

/** `all` where nothing is asked for. */
export interface BankFilter {
  topic: string;
  type: QuestionType | 'all';
  state: QuestionState | 'all';
  verified: VerifiedState | 'all';
  q: string;
}

export const NO_FILTER: BankFilter = {
  topic: 'all',
  type: 'all',
  state: 'all',
  verified: 'all',
  q: '',
};

/** The query of a filter: only what was asked for. */
export function filterQuery({ topic, type, state, verified, q }: BankFilter) {
  const words = q.trim();
  return {
    ...(topic === 'all' ? {} : { topic }),
    ...(type === 'all' ? {} : { type }),
    ...(state === 'all' ? {} : { state }),
    ...(verified === 'all' ? {} : { verified }),
    ...(words === '' ? {} : { q: words }),
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
  const topics = (mastery.data?.topics ?? []).map(({ topic, topicName }) => ({
    value: topic,
    text: topicName,
  }));
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
        value={filter.type}
        options={[
          { value: 'all' as const, text: '全部题型' },
          ...questionTypes.map((value) => ({ value, text: TYPE_WORDS[value] })),
        ]}
        onChange={(type) => onChange({ ...filter, type })}
      />
      <Select
        label="核对"
        value={filter.verified}
        options={[
          { value: 'all' as const, text: '不论核对' },
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
