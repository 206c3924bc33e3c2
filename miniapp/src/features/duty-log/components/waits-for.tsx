import { useState } from 'react';
import { View } from '@tarojs/components';
import { dutyLogContract, type Handover, type Shift } from '@qiangji/shared-types';
import { enqueue } from '@/platform/outbox';
import { useMe } from '@/platform/session';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Drawer } from '@/ui/drawer';
import { keptHere } from '@/ui/kept';
import { openPage } from '@/ui/nav';
import { toastSent } from '@/ui/toast';
import { useColleagues, usePending } from '../duty-log.store';
import { membersOf, receiversOf, renamedTo } from '../handover.view';
import { PAGES } from '../routes';
import { PeopleChoice } from './people-choice';

/** Whom a shift waits for: its own people may name another, who leads the squadron takes over. */
export function WaitsFor({ shift, onAnother }: { shift: Shift; onAnother: () => void }) {
  const me = useMe();
  const colleagues = useColleagues();
  const renamed = renamedTo(shift.id, usePending());
  const { handover } = shift;
  if (!me || !handover || shift.state !== 'handover_requested') return null;
  const named = handover.receiver.personId === me.personId;
  const asked = handover.requestedBy.personId === me.personId;
  const mayTake =
    !named &&
    !membersOf(shift).includes(me.personId) &&
    me.kind !== 'office_staff' &&
    me.unitPath === shift.unitPath;
  if (renamed) {
    const name = colleagues.find((one) => one.personId === renamed)?.name ?? '别人';
    return (
      <Card>
        <Cell plain icon="clock" title={`换成${name}接班`} meta="等着送，连上网就告诉对方" />
      </Card>
    );
  }
  return (
    <Card>
      <Cell
        icon="clock"
        tone={handover.overdue ? 'warn' : undefined}
        title={named ? '等你接班' : `等${handover.receiver.name}接班`}
        meta={handover.overdue ? '超时没接' : '还没接'}
        plain
      />
      {mayTake && (
        <Cell
          title="替他接班"
          meta="他来不了，同队谁接都行"
          onPress={() => openPage(PAGES.takeOver(shift.id))}
        />
      )}
      {asked && <Cell title="换接班人" meta="他来不了就换一个" onPress={onAnother} />}
    </Card>
  );
}

interface AnotherProps {
  shift: Shift;
  handover: Handover;
  own: string;
  onClose: () => void;
}

/** The same matters and words, to somebody else. */
export function AnotherReceiver({ shift, handover, own, onClose }: AnotherProps) {
  const [receiverId, setReceiverId] = useState<string>();
  const [busy, setBusy] = useState(false);
  const people = receiversOf(useColleagues(), own, membersOf(shift)).filter(
    (one) => one.personId !== handover.receiver.personId,
  );
  const send = async () => {
    if (receiverId === undefined) return;
    const { matters, note } = handover;
    setBusy(true);
    const keep = () =>
      enqueue({
        contract: dutyLogContract.requestHandover,
        params: { shiftId: shift.id },
        body: {
          receiverId,
          matters: matters.map(({ text, entryId }) => (entryId ? { text, entryId } : { text })),
          ...(note ? { note } : {}),
        },
        recordKey: shift.id,
        title: '换接班人',
      });
    if (!(await keptHere(keep, '再换', '没换成'))) {
      setBusy(false);
      return;
    }
    toastSent('换好了，等对方接');
    onClose();
  };
  return (
    <Drawer
      open
      title="换谁接班"
      sub="没办完的事一起带过去"
      onClose={onClose}
      footer={
        <Button
          block
          size={56}
          busy={busy}
          lacks={receiverId === undefined ? '还没选接班人' : undefined}
          onPress={() => void send()}
        >
          换成他
        </Button>
      }
    >
      <PeopleChoice
        label="接班人"
        people={people}
        value={receiverId === undefined ? [] : [receiverId]}
        onChange={([one]) => setReceiverId(one)}
      />
      {people.length === 0 && <View className="t-cap">本队名册还没取到，连上网再试。</View>}
    </Drawer>
  );
}
