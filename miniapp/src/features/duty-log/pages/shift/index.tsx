import { useState } from 'react';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { clockOf, dutyLogContract, type Shift } from '@qiangji/shared-types';
import { useResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Plate } from '@/ui/plate';
import { PlateFigures } from '@/ui/plate/figures';
import { RoadStrip } from '@/ui/road-strip';
import { Section } from '@/ui/section';
import { Timeline, TimelineItem } from '@/ui/timeline';
import { EntryLine } from '../../components/entry-line';
import { LogActions } from '../../components/log-actions';
import { AnotherReceiver, WaitsFor } from '../../components/waits-for';
import { dayText, spanText, standing } from '../../log.view';
import { whatToDo } from '../../reading.view';
import { PAGES } from '../../routes';
import { roadSections, takesMore, viewOf } from '../../shift.view';

/** One shift from beginning to end: for those on it, and for who reads its log. */
export default function ShiftPage() {
  const { id = '' } = useRouter().params;
  const me = useMe();
  const [naming, setNaming] = useState(false);
  const { state, data, error, refresh } = useResource(
    dutyLogContract.findShift,
    { params: { shiftId: id } },
    {
      refreshAfter: [
        dutyLogContract.approveLog,
        dutyLogContract.returnLog,
        dutyLogContract.resubmitLog,
        dutyLogContract.confirmHandover,
        dutyLogContract.requestHandover,
        dutyLogContract.amendEntry,
        dutyLogContract.appendEntry,
      ],
    },
  );
  return (
    <PageShell
      title={data ? `${data.owner.name} ${data.templateName}` : '执勤日志'}
      sub={data ? dayText(data.day) : undefined}
      status={state}
      fail={{ title: '这一班没取到', why: error?.message ?? '服务器没有回应，内容没丢' }}
      onRefresh={refresh}
      drawer={
        naming &&
        me &&
        data?.handover && (
          <AnotherReceiver
            shift={data}
            handover={data.handover}
            own={me.personId}
            onClose={() => setNaming(false)}
          />
        )
      }
      bottom={data && me && whatToDo(me, data) && <LogActions shift={data} me={me} />}
    >
      {data && (
        <Body
          shift={data}
          own={me?.personId ?? ''}
          patrols={me !== undefined && me.kind !== 'office_staff'}
          onAnother={() => setNaming(true)}
        />
      )}
    </PageShell>
  );
}

interface BodyProps {
  shift: Shift;
  own: string;
  /** Whether they write in duty logs at all. */
  patrols: boolean;
  onAnother: () => void;
}

function Body({ shift, own, patrols, onAnother }: BodyProps) {
  const view = viewOf(shift, own);
  const rows = [...view.entries].sort((a, b) => b.at - a.at);
  const { reading, handover } = shift;
  return (
    <>
      <Plate {...standing(shift)} corner={spanText(shift)}>
        <PlateFigures
          items={[
            { figure: String(view.members.length), text: '人同班' },
            { figure: String(shift.entryCount), text: '条记录' },
            { figure: String(shift.enforcementCount), text: '次执法' },
            { figure: String(shift.recorders.length), text: '部记录仪' },
          ]}
        />
      </Plate>
      <WaitsFor shift={shift} onAnother={onAnother} />
      {reading?.kind === 'returned' && shift.log === 'returned' && (
        <Card pad>
          <View className="t-b c-bad">{`${reading.by.name}退回：${reading.reason ?? ''}`}</View>
          <View className="t-cap">改好要改的那条，少记的补一条，再重交。原来写的会留着。</View>
        </Card>
      )}
      {reading?.kind === 'approved' && shift.log === 'submitted' && (
        <View className="t-sub c-warn">
          {`${reading.by.name} ${clockOf(Date.parse(reading.at))} 看过，以后又送到了当时记的，等再看一遍。`}
        </View>
      )}
      {shift.clockDoubt && (
        <View className="t-sub c-warn">上岗时手机时间对不上，时刻以服务器收到的为准。</View>
      )}
      <RoadStrip sections={roadSections(view)} />
      <Matters title="交下来的事" matters={handover?.matters ?? []} />
      {/* A shift kept from before it had them has none. */}
      <Matters title="没办完的事" matters={(shift as Partial<Shift>).leftOpen ?? []} />
      <Section title={`这一班 ${rows.length} 条`}>
        <Timeline>
          {shift.endedAt && (
            <TimelineItem
              time={clockOf(Date.parse(shift.endedAt))}
              icon="log-out"
              title={handover ? `交班给${handover.receiver.name}` : '收班'}
              meta={handover?.note ?? undefined}
              sent="sent"
            />
          )}
          {rows.map((row) => (
            <EntryLine key={row.id} row={row} onPress={() => openPage(PAGES.note(row.id))} />
          ))}
          <TimelineItem
            time={clockOf(view.openedAt)}
            icon="shield-check"
            tone="ok"
            title="上岗"
            meta={[view.members.map((member) => member.name).join('、'), view.vehicle]}
            sent="sent"
          />
        </Timeline>
      </Section>
      {patrols && takesMore(shift, own) && (
        <Button kind="o" block icon="pencil-line" onPress={() => openPage(PAGES.later(shift.id))}>
          补一条
        </Button>
      )}
    </>
  );
}

function Matters({ title, matters }: { title: string; matters: Shift['leftOpen'] }) {
  if (matters.length === 0) return null;
  return (
    <Section title={`${title} ${matters.length}`}>
      <Card>
        {matters.map((matter, index) => (
          <Cell key={`${index}${matter.text}`} icon="flag" title={matter.text} />
        ))}
      </Card>
    </Section>
  );
}
