import { useState } from 'react';
import { Choice, MultiChoice } from '@/ui/choice';
import { someOf } from '../people.view';

interface PeopleChoiceProps {
  label: string;
  /** The most probable first. */
  people: readonly { personId: string; name: string }[];
  value: readonly string[];
  onChange: (value: string[]) => void;
  multiple?: boolean;
}

const MORE = '更多';

/** Colleagues as big buttons: a few at first, everybody behind 更多. */
export function PeopleChoice({ label, people, value, onChange, multiple }: PeopleChoiceProps) {
  const [all, setAll] = useState(false);
  const shown = all ? people : someOf(people, value);
  const more = shown.length < people.length ? [{ value: MORE, text: '更多…' }] : [];
  const options = [
    ...shown.map(({ personId, name }) => ({ value: personId, text: name })),
    ...more,
  ];
  if (multiple) {
    const change = (next: string[]) => (next.includes(MORE) ? setAll(true) : onChange(next));
    return <MultiChoice label={label} options={options} value={value} onChange={change} />;
  }
  const choose = (next: string) => (next === MORE ? setAll(true) : onChange([next]));
  return <Choice label={label} options={options} value={value[0]} onChange={choose} />;
}
