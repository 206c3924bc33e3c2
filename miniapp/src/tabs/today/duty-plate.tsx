import { Text } from '@tarojs/components';
import { clockOf, type Away, type DutyPlate as Duty } from '@qiangji/shared-types';
import {
  DUTY_PAGES,
  planSpan,
  useMyRota,
  useReadinessDone,
  type ShiftView,
} from '@/features/duty-log';
import { awayUntil, awayWords, myLeaveUrl } from '@/features/leave';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { openPage } from '@/ui/nav';
import { Plate, type PlateFact } from '@/ui/plate';
import { Press } from '@/ui/press';

/** A second way beside the plate's one button. */
function Aside({ text, path }: { text: string; path: string }) {
  return (
    <Press className="td-aside" onPress={() => openPage(path)}>
      <Text>{text}</Text>
      <Icon name="chevron-right" size={18} />
    </Press>
  );
}

/** On a shift: what to do next is one tap away, and so is the other of the two. */
export function OnDutyPlate({ shift, nowMs }: { shift: ShiftView; nowMs: number }) {
  const over = shift.plannedEndAt !== undefined && shift.plannedEndAt <= nowMs;
  const until = shift.plannedEndAt === undefined ? '' : `–${clockOf(shift.plannedEndAt)}`;
  const facts: PlateFact[] = [
    { icon: 'map-pin', text: shift.sections.join('、') },
    {
      icon: 'video',
      text: shift.recorders.length > 0 ? `记录仪 ${shift.recorders.length} 部` : '没登记记录仪',
      more: `这一班记了 ${shift.entries.length} 条`,
    },
  ];
  if (shift.members.length > 1) {
    facts.push({ icon: 'users', text: `同班 ${shift.members.map((one) => one.name).join('、')}` });
  }
  return (
    <Plate
      state={over ? '该交班了' : '在岗'}
      dot={over ? 'warn' : 'ok'}
      corner={
        over ? (
          <Aside text="记一条" path={DUTY_PAGES.entry} />
        ) : (
          <Aside text="交班" path={DUTY_PAGES.handover} />
        )
      }
      figure={`${clockOf(shift.openedAt)}${until}`}
      figureNote={shift.templateName}
      facts={facts}
      action={
        over ? (
          <Button onPlate block size={56} onPress={() => openPage(DUTY_PAGES.handover)}>
            交班
          </Button>
        ) : (
          <Button onPlate block size={56} icon="camera" onPress={() => openPage(DUTY_PAGES.entry)}>
            记一条
          </Button>
        )
      }
    />
  );
}

const WHERE_WORDS = { off: '未上岗', on_duty: '未上岗', handing_over: '交班等人接' } as const;

/** Off duty: the readiness check first, once a shift; then the shift, the planned one where there is one. */
export function OffDutyPlate({
  duty,
  place,
  more,
}: {
  duty: Duty;
  place: string;
  more: string | undefined;
}) {
  // The rule of the duty tab, so that the two never disagree; it knows what this phone has not sent yet.
  const ready = useReadinessDone();
  const plan = useMyRota().today;
  const served = duty.served && !ready;
  const unit: PlateFact = { icon: 'shield', text: place, more };
  const route = plan?.sections.join('、') ?? '';
  return (
    <Plate
      state={served && duty.state === 'off' ? '今天这班交完了' : WHERE_WORDS[duty.state]}
      dot={ready || served ? 'ok' : 'warn'}
      corner={ready ? undefined : <Aside text="直接上岗" path={DUTY_PAGES.open} />}
      figure={
        plan
          ? planSpan(plan)
          : ready
            ? '自查交了，可以上岗'
            : served
              ? '再上一班，先自查'
              : '先自查，再上岗'
      }
      figureNote={plan?.templateName}
      facts={route === '' ? [unit] : [{ icon: 'map-pin', text: route }, unit]}
      action={
        ready ? (
          <Button
            onPlate
            block
            size={56}
            icon="shield-check"
            onPress={() => openPage(DUTY_PAGES.open)}
          >
            上岗
          </Button>
        ) : (
          <Button
            onPlate
            block
            size={56}
            icon="list-checks"
            onPress={() => openPage(DUTY_PAGES.readiness)}
          >
            岗前自查
          </Button>
        )
      }
    />
  );
}

/** On leave: nothing is asked, and whoever comes to work after all may. */
export function AwayPlate({ away, patrols }: { away: Away; patrols: boolean }) {
  return (
    <Plate
      state="请假"
      dot="none"
      corner={patrols ? <Aside text="直接上岗" path={DUTY_PAGES.open} /> : undefined}
      figure={awayUntil(away)}
      facts={[{ icon: 'calendar', text: awayWords(away), more: '手上的事回来再办，不算超期' }]}
      action={
        <Button onPlate block size={56} onPress={() => openPage(myLeaveUrl())}>
          看记了什么
        </Button>
      }
    />
  );
}
