import { useState } from 'react';
import { View } from '@tarojs/components';
import { dayOf, spotCheckContract, type SpotCheck } from '@qiangji/shared-types';
import { deviceAt, now } from '@/platform/clock';
import { newId } from '@/platform/ids';
import { useNetState } from '@/platform/network';
import { call, toApiError } from '@/platform/request';
import { useMe } from '@/platform/session';
import { Button } from '@/ui/button';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Plate } from '@/ui/plate';
import { toast, toastSent } from '@/ui/toast';
import { paths } from '../paths';
import { assignLacks, dayToGo, planDayText, planStep, type PlanStep } from '../plan.view';
import { kindWords, stateWords } from '../spot-check.view';
import { fromServer } from '../local-check';
import { CallOff } from './call-off';
import { DayChoice } from './day-choice';
import { InspectorChoice } from './inspector-choice';
import { Reassign } from './reassign';
import './parts.scss';

const GO: Record<
  Exclude<PlanStep, 'assign' | 'wait'>,
  { text: string; to: (id: string) => string }
> = {
  start: { text: '去查', to: (checkId) => paths.start({ checkId }) },
  score: { text: '接着查', to: paths.score },
  result: { text: '看结果', to: paths.result },
  off: { text: '看作废的', to: paths.result },
};

const WAITS: Record<PlanStep, string> = {
  assign: '派了人，他们的今日和督察里就有这一次。',
  start: '到现场选被查的人，就能打分。',
  score: '还没封存，接着打分。',
  result: '已封存，结果给了被查的人和他们的中队。',
  wait: '督察员到现场以后接着办，封存后在这里看结果。',
  off: '作废了，不算数；抽签来的，那次抽签又能用。',
};

/** A check that was planned: who goes, how far it is, and what its planner or inspectors do next. */
export function PlannedCheck({
  check,
  onChange,
  onRefresh,
}: {
  check: SpotCheck;
  onChange: (check: SpotCheck) => void;
  onRefresh?: () => Promise<void>;
}) {
  const me = useMe()?.personId;
  const offline = useNetState() === 'offline';
  const [inspectorIds, setInspectorIds] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const [op] = useState(() => ({ opId: newId(), deviceAt: deviceAt() }));
  const step = planStep(check, me);
  const today = dayOf(now());
  const planDay = planDayText(check.plannedOn, today);
  const [plannedOn, setPlannedOn] = useState(dayToGo(check.plannedOn, today));
  const names = check.inspectors.map((one) => one.name).join('、');

  const assign = async () => {
    setBusy(true);
    try {
      const params = { checkId: check.id };
      const body = { ...op, inspectorIds, plannedOn: plannedOn === '' ? null : plannedOn };
      onChange(await call(spotCheckContract.assignCheck, { params, body }));
      toastSent('派出去了');
    } catch (error) {
      toast(toApiError(error).message, 'bad');
    } finally {
      setBusy(false);
    }
  };

  return (
    <PageShell
      title="安排督察"
      onRefresh={onRefresh}
      bottom={
        step === 'assign' ? (
          <Button
            size={56}
            block
            busy={busy}
            lacks={assignLacks({ inspectors: inspectorIds.length, offline, plannedOn, today })}
            onPress={() => void assign()}
          >
            派出去
          </Button>
        ) : (
          step !== 'wait' && (
            <Button size={56} block onPress={() => openPage(GO[step].to(check.id))}>
              {GO[step].text}
            </Button>
          )
        )
      }
    >
      <Plate
        state={stateWords(check.state)}
        dot={step === 'assign' ? 'warn' : 'none'}
        corner={kindWords(check.kind, check.covert)}
        figure={check.squadron.name}
        facts={[
          { icon: 'users', text: names === '' ? '还没派人' : names, more: '督察员' },
          { icon: 'clipboard-check', text: check.checklist.name, more: check.reason ?? undefined },
          ...(check.reassignments ?? []).map(({ before, reason }) => ({
            icon: 'user' as const,
            text: `原派${before.map((one) => one.name).join('、')}`,
            more: `改派：${reason}`,
          })),
          ...(check.calledOff
            ? [
                {
                  icon: 'x' as const,
                  text: `${check.calledOff.by.name}作废`,
                  more: check.calledOff.reason,
                },
              ]
            : []),
          ...(planDay && check.startedAt === null
            ? [{ icon: 'calendar' as const, text: planDay }]
            : []),
        ]}
      />
      {step === 'assign' && <DayChoice value={plannedOn} onChange={setPlannedOn} />}
      {step === 'assign' && (
        <InspectorChoice
          squadronPath={check.squadron.path}
          value={inspectorIds}
          onChange={setInspectorIds}
          note="两名以上，不能是本中队的"
        />
      )}
      <View className="t-sub c-ink-2">{WAITS[step]}</View>
      {step !== 'result' && step !== 'off' && (
        <View className="sc-pair">
          {check.state === 'assigned' && (
            <Reassign check={check} onChange={onChange} key={check.reassignments?.length} />
          )}
          <CallOff check={fromServer(check)} onDone={() => void onRefresh?.()} />
        </View>
      )}
    </PageShell>
  );
}
