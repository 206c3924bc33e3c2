import { useState } from 'react';
import { View } from '@tarojs/components';
import { sittingStates, type WatchedExam } from '@qiangji/shared-types';
import { Cell } from '@/ui/cell';
import { Chips } from '@/ui/chips';
import { Drawer } from '@/ui/drawer';
import { More } from '@/ui/more';
import { Tag } from '@/ui/tag';
import { rowState, STATE_TONES } from '../desk.view';
import { SITTING_WORDS, spanWords } from '../exam.view';
import { useAttendance, type StateFilter } from './attendance';

interface WhoSitsProps {
  exam: WatchedExam;
  onClose: () => void;
}

/** Which of one's own people sit an exam and where each stands; only a keeper changes anything of it. */
export function WhoSits({ exam, onClose }: WhoSitsProps) {
  const [state, setState] = useState<StateFilter>('all');
  const list = useAttendance(exam.id, state, '');
  const nobody = list.state === 'loading' ? '正在取' : '没有这样的人';
  return (
    <Drawer
      open
      title={exam.title}
      sub={`${spanWords(exam.opensAt, exam.closesAt)}，考完看成绩`}
      onClose={onClose}
    >
      <Chips
        label="只看"
        value={state}
        onChange={setState}
        chips={[
          { value: 'all' as const, text: '全部' },
          ...sittingStates.map((value) => ({ value, text: SITTING_WORDS[value] })),
        ]}
      />
      {list.items.length === 0 && <View className="t-sub">{list.error?.message ?? nobody}</View>}
      {list.items.map((row) => (
        <Cell
          key={row.personId}
          plain
          title={row.name}
          meta={row.unitName}
          right={<Tag tone={STATE_TONES[row.state]}>{rowState(row)}</Tag>}
        />
      ))}
      <More list={list} text={list.moreError ? '没取到，再试' : '再看一些'} />
    </Drawer>
  );
}
