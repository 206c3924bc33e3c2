import { useState } from 'react';
import { View } from '@tarojs/components';
import { orgContract, spotCheckContract, type CheckKind, type Draw } from '@qiangji/shared-types';
import { deviceAt } from '@/platform/clock';
import { newId } from '@/platform/ids';
import { call, toApiError } from '@/platform/request';
import { useNetState } from '@/platform/network';
import { useResource } from '@/platform/resource';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { TextField } from '@/ui/field';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { Select } from '@/ui/select';
import { toast } from '@/ui/toast';
import { useStandingDraw } from '../use-start';
import type { Method } from '../words';
import { DrawRows } from './draw-rows';
import { WayChoice } from './way-choice';
import './parts.scss';

/** A draw needs the service: chance must not be in the hands of a phone. */
export function DrawForm({ onDrawn }: { onDrawn: (draw: Draw) => void }) {
  const [kind, setKind] = useState<CheckKind>('daily');
  const [method, setMethod] = useState<Method>('open');
  const [named, setNamed] = useState<string>('');
  const [reason, setReason] = useState('');
  // One op for one attempt: a reply that was lost gives the same draw again, not a second one.
  const [op] = useState(() => ({ opId: newId(), deviceAt: deviceAt() }));
  const [busy, setBusy] = useState(false);
  const { data } = useResource(orgContract.listUnits, {});
  const standing = useStandingDraw();
  const offline = useNetState() === 'offline';
  const squadrons = (data?.units ?? []).filter((unit) => unit.kind === 'squadron');
  const assigned = kind === 'special' && named !== '';
  const lacks = offline
    ? '抽签要连上网'
    : standing
      ? '上次抽的还没用'
      : assigned && reason.trim() === ''
        ? '写明指定的理由'
        : undefined;

  const make = async () => {
    setBusy(true);
    try {
      const body = {
        ...op,
        kind,
        covert: method === 'covert',
        ...(assigned ? { squadronPath: named, reason } : {}),
      };
      onDrawn(await call(spotCheckContract.makeDraw, { body }));
    } catch (error) {
      toast(toApiError(error).message, 'bad');
      setBusy(false);
    }
  };
  return (
    <PageShell
      title="督察抽签"
      bottom={
        <Button size={56} block lacks={lacks} busy={busy} onPress={() => void make()}>
          {assigned ? '抽督察员' : '抽签'}
        </Button>
      }
    >
      {standing && (
        <Section title="你上次抽的还没用" note="去查，或者写明理由作废">
          <DrawRows draws={[standing]} />
        </Section>
      )}
      <Section title="查什么">
        <Card pad>
          <View className="sc-form">
            <WayChoice kind={kind} onKind={setKind} method={method} onMethod={setMethod} />
          </View>
        </Card>
      </Section>
      {kind === 'special' && (
        <Section title="专项可以指定中队" note="会注明是指定的">
          <Card pad>
            <View className="sc-form">
              <Select
                label="中队"
                options={[
                  { value: '', text: '不指定，抽' },
                  ...squadrons.map((unit) => ({ value: unit.path, text: unit.name })),
                ]}
                value={named}
                onChange={setNamed}
              />
              {assigned && (
                <TextField
                  label="为什么指定"
                  placeholder="如：12345 反映较多"
                  value={reason}
                  onChange={setReason}
                  max={200}
                />
              )}
            </View>
          </Card>
        </Section>
      )}
      <Card pad>
        <View className="t-sub c-ink-2">
          抽一个中队、两名不是这个中队的督察员。种子和名单都会留下，谁都能再算一遍；作废的也留着。
        </View>
      </Card>
    </PageShell>
  );
}
