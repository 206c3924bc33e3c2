import { useState, type PropsWithChildren } from 'react';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { clockOf, dutyLogContract, type Shift, type ShiftChanged } from '@qiangji/shared-types';
import { useResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { goBack, openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Plate } from '@/ui/plate';
import { PlateFigures } from '@/ui/plate/figures';
import { useConfirm } from '@/ui/dialog';
import { RoadStrip } from '@/ui/road-strip';
import { Section } from '@/ui/section';
import { Timeline, TimelineItem } from '@/ui/timeline';
import { toastSent } from '@/ui/toast';
import { changedText } from '../../change.view';
import { ChangeDrawer, ChangeRows, sayAbsent } from '../../components/change-shift';
import { EntryLine } from '../../components/entry-line';
import { LogActions } from '../../components/log-actions';
import { AnotherReceiver, WaitsFor } from '../../components/waits-for';
import { useColleagues, useCurrentShift, usePending } from '../../duty-log.store';
import { dayText, spanText, standing } from '../../log.view';
import { whatToDo } from '../../reading.view';
import { PAGES } from '../../routes';
import {
  changesOf,
  roadSections,
  takesMore,
  viewOf,
  withChange,
  type ShiftView,
} from '../../shift.view';
import { useFixAhead } from '../../use-place';

/** One shift from beginning to end: for those on it, and for who reads its log. */
export default function ShiftPage() {
  const { id = '' } = useRouter().params;
  const me = useMe();
  const [naming, setNaming] = useState(false);
  const [changing, setChanging] = useState(false);
  const [dialog, ask] = useConfirm();
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
        dutyLogContract.changeShift,
      ],
    },
  );
  const view = useShownShift(id, data);
  const own = me?.personId ?? '';
  const isWriter = me !== undefined && me.kind !== 'office_staff';
  const isOn = view?.members.some(({ personId }) => personId === own) ?? false;
  useFixAhead(isOn && (data?.state ?? 'on_duty') === 'on_duty');
  // What its leader has read is put right no more.
  const mayChange = isOn && !['approved', 'archived'].includes(data?.log ?? 'draft');
  const absent = async () => {
    const yes = await ask({
      title: '这一班你没来？',
      text: '会把你从这一班去掉，同班的人看得到是你写的。',
      yes: '我没来',
      no: '我来了',
    });
    if (!yes || !view || !(await sayAbsent(view, own))) return;
    toastSent('去掉了');
    goBack();
  };
  const rows = view && mayChange && (
    <ChangeRows
      shift={view}
      own={own}
      onChange={() => setChanging(true)}
      onAbsent={() => void absent()}
    />
  );
  return (
    <PageShell
      title={data ? `${data.owner.name} ${data.templateName}` : (view?.templateName ?? '执勤日志')}
      sub={data ? dayText(data.day) : undefined}
      status={view ? 'ready' : state}
      fail={{ title: '这一班没取到', why: error?.message ?? '服务器没有回应，内容没丢' }}
      onRefresh={refresh}
      drawer={
        changing && view ? (
          <ChangeDrawer shift={view} own={own} onClose={() => setChanging(false)} />
        ) : (
          naming &&
          data?.handover && (
            <AnotherReceiver
              shift={data}
              handover={data.handover}
              own={own}
              onClose={() => setNaming(false)}
            />
          )
        )
      }
      bottom={data && me && whatToDo(me, data) && <LogActions shift={data} me={me} />}
    >
      {data && view && (
        <Body
          shift={data}
          view={view}
          mayAdd={isWriter && takesMore(data, own)}
          onAnother={() => setNaming(true)}
        >
          {rows}
        </Body>
      )}
      {!data && view && (
        <>
          {rows}
          <RoadStrip sections={roadSections(view)} />
          <View className="t-cap">这一班还没送到，连上网再看全部。</View>
        </>
      )}
      {dialog}
    </PageShell>
  );
}

/** A shift with what this phone put right in it; one that was opened here and not sent yet is known by that. */
function useShownShift(id: string, data: Shift | undefined): ShiftView | undefined {
  const me = useMe();
  const { shift: current } = useCurrentShift();
  const pending = usePending();
  const colleagues = useColleagues();
  if (!me) return undefined;
  if (!data) return current?.id === id || current?.serviceId === id ? current : undefined;
  const nameOf = (personId: string) => colleagues.find((one) => one.personId === personId)?.name;
  const view = viewOf(data, me.personId);
  return changesOf(view, pending).reduce(
    (shown, change) => withChange(shown, change, { me, nameOf }) ?? shown,
    view,
  );
}

interface BodyProps {
  shift: Shift;
  view: ShiftView;
  /** Whether they may still write in it. */
  mayAdd: boolean;
  onAnother: () => void;
}

function Body({ shift, view, mayAdd, onAnother, children }: PropsWithChildren<BodyProps>) {
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
            { figure: String(view.recorders.length), text: '部记录仪' },
          ]}
        />
      </Plate>
      {children}
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
      <Changes changes={shift.changes ?? []} />
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
      {mayAdd && (
        <Button kind="o" block icon="pencil-line" onPress={() => openPage(PAGES.later(shift.id))}>
          补一条
        </Button>
      )}
    </>
  );
}

function Changes({ changes }: { changes: readonly ShiftChanged[] }) {
  if (changes.length === 0) return null;
  return (
    <Section title={`改过 ${changes.length} 次`} note="原来写的都留着">
      <Card>
        {changes.map((one, index) => (
          <Cell
            key={`${index}${one.at}`}
            icon="history"
            title={changedText(one).join('，')}
            meta={`${one.by.name} ${clockOf(Date.parse(one.at))}`}
          />
        ))}
      </Card>
    </Section>
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
