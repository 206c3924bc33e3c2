import { Seg, type SegOption } from '../seg';

export type Verdict = 'pass' | 'fail' | 'na';

export interface Seg3Props {
  /** The item that is judged; spoken as the name of the group. */
  label: string;
  value: Verdict | undefined;
  onChange: (value: Verdict) => void;
  disabled?: boolean;
}

const OPTIONS: readonly SegOption<Verdict>[] = [
  { value: 'pass', text: '合格', tone: 'ok', icon: 'check' },
  { value: 'fail', text: '不合格', tone: 'bad', icon: 'x' },
  { value: 'na', text: '不适用' },
];

/** 合格 / 不合格 / 不适用. Nothing is chosen beforehand. */
export function Seg3(props: Seg3Props) {
  return <Seg options={OPTIONS} {...props} />;
}
