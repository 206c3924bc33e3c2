import { useState } from 'react';
import { Text, View } from '@tarojs/components';
import { examContract, type Exam } from '@qiangji/shared-types';
import { callOnce } from '@/platform/request';
import { Button } from '@/ui/button';
import { Choice } from '@/ui/choice';
import { Drawer } from '@/ui/drawer';
import { toast } from '@/ui/toast';
import { attempt } from '../desk.call';
import { lacksInMakeUp, makeUpWords, type MakeUpWho } from '../plan.form';
import { ExamineePicker, type Picked } from './people-picker';
import { useOwnWindow } from './window-fields';
import './desk.scss';

interface MakeUpDrawerProps {
  exam: Exam;
  /** People who were deferred or not reached. */
  missed: number;
  onClose: () => void;
  onChanged: () => void;
}

/** Another window: for all who were deferred or not reached, or for people picked one by one. */
export function MakeUpDrawer({ exam, missed, onClose, onChanged }: MakeUpDrawerProps) {
  const [who, setWho] = useState<MakeUpWho>(missed > 0 ? 'missed' : 'picked');
  const [picked, setPicked] = useState<Picked[]>([]);
  const { window, fields } = useOwnWindow();
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    const personIds = who === 'picked' ? picked.map(({ personId }) => personId) : null;
    const body = { ...window, personIds };
    const params = { examId: exam.id };
    const done = await attempt(() => callOnce(examContract.makeUp, { params, body }));
    setBusy(false);
    if (!done) return;
    toast(makeUpWords(done));
    onClose();
    onChanged();
  };
  return (
    <Drawer
      open
      title="定补考时间"
      sub="不算缺考，本人会收到通知"
      onClose={onClose}
      footer={
        <Button
          block
          busy={busy}
          lacks={lacksInMakeUp({ ...window, who, picked: picked.length, missed })}
          onPress={() => void send()}
        >
          发补考通知
        </Button>
      }
    >
      <View className="ed-form">
        {fields}
        <Text className="t-b">谁来补考</Text>
        <Choice
          label="谁来补考"
          columns={1}
          value={who}
          options={[
            {
              value: 'missed' as const,
              text: `顺延和没送达的 ${missed} 人`,
              disabled: missed === 0,
            },
            {
              value: 'picked' as const,
              text: `自己挑人${picked.length > 0 ? `，挑了 ${picked.length} 人` : ''}`,
            },
          ]}
          onChange={setWho}
        />
        {who === 'missed' ? (
          <View className="t-sub">这段时间一直在请假的留着，回来再补</View>
        ) : (
          <ExamineePicker examId={exam.id} picked={picked} onChange={setPicked} />
        )}
      </View>
    </Drawer>
  );
}
