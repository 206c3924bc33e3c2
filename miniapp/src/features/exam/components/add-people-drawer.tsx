import { useState } from 'react';
import { View } from '@tarojs/components';
import { examContract, type Exam } from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { callOnce } from '@/platform/request';
import { Button } from '@/ui/button';
import { Choice } from '@/ui/choice';
import { Drawer } from '@/ui/drawer';
import { toast } from '@/ui/toast';
import { attempt } from '../desk.call';
import { spanWords } from '../exam.view';
import { lacksInAddition, mayJoin, type AddedWhen } from '../plan.form';
import { ColleaguePicker, type Picked } from './people-picker';
import { useOwnWindow } from './window-fields';
import './desk.scss';

interface AddPeopleDrawerProps {
  exam: Exam;
  onClose: () => void;
  onChanged: () => void;
}

/** People whom the rule did not mean, or who came to the bureau since: by name, told at once. */
export function AddPeopleDrawer({ exam, onClose, onChanged }: AddPeopleDrawerProps) {
  const open = mayJoin(exam, now());
  const [when, setWhen] = useState<AddedWhen>(open ? 'same' : 'own');
  const [picked, setPicked] = useState<Picked[]>([]);
  const own = useOwnWindow();
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    const personIds = picked.map(({ personId }) => personId);
    const window = when === 'own' ? own.window : null;
    const body = { version: exam.version, personIds, window };
    const params = { examId: exam.id };
    const saved = await attempt(() => callOnce(examContract.addPeople, { params, body }));
    setBusy(false);
    if (!saved) return;
    toast(`加了 ${saved.added - exam.added} 人，都收到通知`);
    onClose();
    onChanged();
  };
  return (
    <Drawer
      open
      title="加人"
      sub="不在名单里的人，按姓名加进来"
      onClose={onClose}
      footer={
        <Button
          block
          busy={busy}
          lacks={lacksInAddition({ ...own.window, when, picked: picked.length })}
          onPress={() => void send()}
        >
          {picked.length > 0 ? `加 ${picked.length} 人并通知` : '加人并通知'}
        </Button>
      }
    >
      <View className="ed-form">
        <Choice
          label="什么时候考"
          columns={1}
          value={when}
          options={[
            {
              value: 'same' as const,
              text: open
                ? `和大家一样，${spanWords(exam.times.opensAt, exam.times.closesAt)}`
                : '和大家一样，已经过了开考的时候',
              disabled: !open,
            },
            { value: 'own' as const, text: '另定时间' },
          ]}
          onChange={setWhen}
        />
        {when === 'own' && own.fields}
        <ColleaguePicker picked={picked} onChange={setPicked} />
      </View>
    </Drawer>
  );
}
