import { Text, View } from '@tarojs/components';
import { Bar } from '../bar';
import { Icon } from '../icon';
import { Meta } from '../meta';
import { Press } from '../press';
import './index.scss';

export interface RailTime {
  /** Weekday or time, big: 08:30, 明天, 周五. */
  main: string;
  /** Date or what is left, small: 7月17日, 还剩 18 分. */
  small?: string;
}

export interface TaskRowProps {
  /** When it is due. */
  due: RailTime;
  title: string;
  /** How far one is, beside the title: 6/10. */
  figure?: string;
  meta?: string | readonly (string | undefined)[];
  /** Part done, 0 to 1, as a bar. */
  progress?: number;
  state?: 'normal' | 'due' | 'overdue' | 'done';
  onPress?: () => void;
}

const TONE = { normal: '', due: 'c-warn', overdue: 'c-bad', done: '' } as const;
const SPOKEN = { normal: '', due: '快到期', overdue: '已超期', done: '已办完' } as const;

/** Left column of 64 that says when, before what. */
export function Rail({ main, small, tone = '' }: RailTime & { tone?: string }) {
  return (
    <View className="qj-rail">
      <Text className={`qj-rail__main ${tone}`}>{main}</Text>
      {small && <Text className={`qj-rail__small ${tone}`}>{small}</Text>}
    </View>
  );
}

/** A task with its deadline; the whole row is the button. */
export function TaskRow({
  due,
  title,
  figure,
  meta,
  progress,
  state = 'normal',
  onPress,
}: TaskRowProps) {
  const label = [due.main, due.small, SPOKEN[state], title, figure].filter(Boolean).join('，');
  return (
    <Press className={`qj-li qj-task qj-task--${state}`} label={label} onPress={onPress}>
      <Rail {...due} tone={TONE[state]} />
      <View className="qj-task__main">
        <View className="qj-task__title">
          <Text>{title}</Text>
          {figure && <Text className="qj-task__figure">{figure}</Text>}
        </View>
        {meta && <Meta items={meta} />}
        {progress !== undefined && (
          <View className="qj-task__bar">
            <Bar value={progress} />
          </View>
        )}
      </View>
      <Icon
        name={state === 'done' ? 'circle-check' : 'chevron-right'}
        size={18}
        className={state === 'done' ? 'c-ok' : 'qj-li__go'}
      />
    </Press>
  );
}
