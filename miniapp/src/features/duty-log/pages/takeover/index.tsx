import { useState } from 'react';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { clockOf, dutyLogContract, type Shift } from '@qiangji/shared-types';
import { useOutbox } from '@/platform/outbox';
import { useResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { keptHere } from '@/ui/kept';
import { goBack, openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { Tag } from '@/ui/tag';
import { toastSent } from '@/ui/toast';
import { takeShiftOver } from '../../duty-log.store';
import { PAGES } from '../../routes';
import './index.scss';

/** Shifts that wait for somebody to take over, those meant for me first. */
export default function TakeoverPage() {
  const { id } = useRouter().params;
  const me = useMe();
  const { state, data, error, refresh } = useResource(
    dutyLogContract.listHandovers,
    {},
    { refreshAfter: [dutyLogContract.confirmHandover] },
  );
  const { waiting, sending } = useOutbox();
  const taken = [...waiting, ...sending]
    .filter((item) => item.routeId === 'dutyLog.confirmHandover')
    .map((item) => (item.params as { shiftId?: string } | undefined)?.shiftId);
  const shifts = (data?.shifts ?? []).filter(
    (shift) =>
      shift.handover?.requestedBy.personId !== me?.personId &&
      !taken.includes(shift.id) &&
      (id === undefined || shift.id === id),
  );
  return (
    <PageShell
      title="接班"
      status={state === 'ready' && shifts.length === 0 ? 'empty' : state}
      empty={{ title: '没有等着接的班', hint: '有人交班给你，会显示在这里' }}
      fail={{ title: '等接的班没取到', why: error?.message ?? '服务器没有回应，内容没丢' }}
      onRefresh={refresh}
    >
      {shifts.map((shift) => (
        <Waiting key={shift.id} shift={shift} own={me?.personId} />
      ))}
    </PageShell>
  );
}

function Waiting({ shift, own }: { shift: Shift; own: string | undefined }) {
  const { handover } = shift;
  const [busy, setBusy] = useState(false);
  if (!handover) return null;
  const mine = handover.receiver.personId === own;
  const confirm = async () => {
    setBusy(true);
    if (!(await keptHere(() => takeShiftOver(shift.id), '再接', '没接成'))) {
      setBusy(false);
      return;
    }
    toastSent('已接班');
    goBack();
  };
  const time = clockOf(Date.parse(handover.requestedAt));
  return (
    <Section
      title={`${handover.requestedBy.name} ${shift.templateName}`}
      note={mine ? '交给你' : `交给${handover.receiver.name}`}
    >
      <Card>
        <Cell
          icon="clock"
          title={`${time} 交班`}
          meta={[shift.sections.join('、'), `${shift.entryCount} 条记录`]}
          right={handover.overdue ? <Tag tone="warn">超时没接</Tag> : undefined}
        />
        {handover.matters.map((matter, index) => (
          <Cell
            key={`${index}${matter.text}`}
            icon="flag"
            title={matter.text}
            meta="接着办"
            onPress={
              matter.entryId === null ? undefined : () => openPage(PAGES.note(matter.entryId ?? ''))
            }
          />
        ))}
        {handover.matters.length === 0 && (
          <Cell icon="circle-check" tone="ok" title="没有遗留的事" />
        )}
        {handover.note && <Cell icon="message-square" title={handover.note} />}
        <View className="qj-li qj-takeover__go">
          <Button
            block
            size={56}
            kind={mine ? 'p' : 's'}
            busy={busy}
            label={`接${handover.requestedBy.name}的班`}
            onPress={() => void confirm()}
          >
            {mine ? '接班' : '替他接班'}
          </Button>
        </View>
      </Card>
    </Section>
  );
}
