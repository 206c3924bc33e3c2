import { useState } from 'react';
import { View } from '@tarojs/components';
import { dayOf, spotCheckContract, type Draw, type SpotCheck } from '@qiangji/shared-types';
import { deviceAt, now } from '@/platform/clock';
import { newId } from '@/platform/ids';
import { useNetState } from '@/platform/network';
import { call, toApiError } from '@/platform/request';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Choice } from '@/ui/choice';
import { FactStrip } from '@/ui/fact-strip';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { toast, toastSent } from '@/ui/toast';
import { planLacks } from '../plan.view';
import { kindWords } from '../spot-check.view';
import { usualChecklist } from '../start.view';
import { useChecklists } from '../use-check';
import { useChoices } from '../use-start';
import type { Method } from '../words';
import { DayChoice } from './day-choice';
import { InspectorChoice } from './inspector-choice';
import { SpecialChoice } from './special-choice';
import './parts.scss';

export interface PlanFormProps {
  /** Settles squadron, inspectors, kind and way; left out, it is a special check and says why. */
  draw?: Draw;
  onMade: (check: SpotCheck) => void;
}

/** Plans a check: where, by what, openly or not, and who goes. The service must take it at once. */
export function PlanForm({ draw, onMade }: PlanFormProps) {
  const { squadrons } = useChoices();
  const lists = useChecklists();
  const offline = useNetState() === 'offline';
  const [method, setMethod] = useState<Method>('open');
  const [path, setPath] = useState<string>();
  const [reason, setReason] = useState('');
  const [listCode, setListCode] = useState<string>();
  const [inspectorIds, setInspectorIds] = useState<string[]>([]);
  const [plannedOn, setPlannedOn] = useState('');
  const [busy, setBusy] = useState(false);
  // One op for one attempt: a reply that was lost gives the same check again, not a second one.
  const [op] = useState(() => ({ opId: newId(), deviceAt: deviceAt(), checkId: newId() }));

  const usedKind = draw?.kind ?? 'special';
  const squadronPath = draw?.outcome.squadron.path ?? path;
  const going = draw?.outcome.inspectors.map((one) => one.personId) ?? inspectorIds;
  const list = lists.find((one) => one.code === listCode) ?? usualChecklist(lists, usedKind);
  const lacks = planLacks({
    squadronPath,
    reason: draw !== undefined || reason.trim() !== '',
    inspectors: going.length,
    checklist: Boolean(list),
    offline,
    plannedOn,
    today: dayOf(now()),
  });

  const plan = async () => {
    if (!list || squadronPath === undefined) return;
    setBusy(true);
    try {
      const body = {
        ...op,
        kind: usedKind,
        covert: draw?.covert ?? method === 'covert',
        squadronPath,
        checklist: { code: list.code, version: list.version },
        ...(draw ? { drawId: draw.id } : { reason }),
        ...(going.length > 0 ? { inspectorIds: going } : {}),
        ...(plannedOn === '' ? {} : { plannedOn }),
      };
      onMade(await call(spotCheckContract.createCheck, { body }));
      toastSent(going.length > 0 ? '派出去了' : '记下了，回头派人');
    } catch (error) {
      toast(toApiError(error).message, 'bad');
      setBusy(false);
    }
  };

  return (
    <PageShell
      title="安排督察"
      bottom={
        <Button size={56} block lacks={lacks} busy={busy} onPress={() => void plan()}>
          {going.length > 0 ? '派出去' : '先记下，回头派人'}
        </Button>
      }
    >
      {draw ? (
        <FactStrip
          by="抽签"
          facts={[
            { icon: 'clipboard-check', text: kindWords(draw.kind, draw.covert) },
            { icon: 'store', text: draw.outcome.squadron.name },
            { icon: 'users', text: draw.outcome.inspectors.map((one) => one.name).join('、') },
          ]}
        />
      ) : (
        <SpecialChoice
          method={method}
          onMethod={setMethod}
          squadrons={squadrons}
          path={path}
          onPath={(next) => {
            setPath(next);
            setInspectorIds([]);
          }}
          reason={reason}
          onReason={setReason}
        />
      )}
      <Section title="检查表">
        <Card pad>
          <Choice
            label="检查表"
            options={lists.map((one) => ({ value: one.code, text: one.name }))}
            value={list?.code}
            onChange={setListCode}
            columns={1}
          />
        </Card>
      </Section>
      <DayChoice value={plannedOn} onChange={setPlannedOn} />
      {!draw && squadronPath !== undefined && (
        <InspectorChoice
          squadronPath={squadronPath}
          value={inspectorIds}
          onChange={setInspectorIds}
          note="两名以上，可回头再派"
        />
      )}
      <View className="t-cap">
        派出去以后，督察员的今日和督察里就有这一次；查谁到现场再定，被查的人封存以后才看得到。
      </View>
    </PageShell>
  );
}
