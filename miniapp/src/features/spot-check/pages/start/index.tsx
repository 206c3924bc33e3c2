import { useState } from 'react';
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import type { CheckKind, Place } from '@qiangji/shared-types';
import { StorageError } from '@/platform/storage';
import { useMe } from '@/platform/session';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Choice, MultiChoice } from '@/ui/choice';
import { FactStrip } from '@/ui/fact-strip';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { Select } from '@/ui/select';
import { toast } from '@/ui/toast';
import { PlaceField } from '../../components/place-field';
import { fromServer } from '../../local-check';
import { paths } from '../../paths';
import { beginCheck, startAssigned } from '../../spot-check.store';
import { kindWords } from '../../spot-check.view';
import { startLacks, usualChecklist } from '../../start.view';
import { useChecklists, useSquadron } from '../../use-check';
import { useChoices, useSettled } from '../../use-start';
import { KINDS, METHODS, type Method } from '../../words';
import '../../components/parts.scss';

export default function StartPage() {
  const { drawId, checkId } = useRouter().params;
  const me = useMe();
  const settled = useSettled({ drawId, checkId });
  const { squadrons, fellows } = useChoices();
  const lists = useChecklists();
  const [kind, setKind] = useState<CheckKind>('daily');
  const [method, setMethod] = useState<Method>('open');
  const [path, setPath] = useState<string>();
  const [fellowId, setFellowId] = useState<string>();
  const [listCode, setListCode] = useState<string>();
  const [personIds, setPersonIds] = useState<string[]>([]);
  const [label, setLabel] = useState('');
  const [point, setPoint] = useState<Place>();
  const [busy, setBusy] = useState(false);

  const chosen = squadrons.find((one) => one.path === path);
  const squadron = settled?.squadron ?? (chosen && { path: chosen.path, name: chosen.name });
  const people = useSquadron(squadron?.path);
  const fellow = fellows.find((one) => one.personId === fellowId);
  const own = me && { personId: me.personId, name: me.name };
  const inspectors = settled?.inspectors ?? (own && fellow ? [own, fellow] : []);
  const usedKind = settled?.kind ?? kind;
  const list = lists.find((one) => one.code === listCode) ?? usualChecklist(lists, usedKind);
  const persons = people
    .filter((one) => personIds.includes(one.personId))
    .map(({ personId, name }) => ({ personId, name }));
  const lacks = startLacks({
    squadronPath: squadron?.path ?? '',
    inspectors: inspectors.length,
    persons: persons.length,
    checklist: Boolean(list),
  });
  const waits = (drawId !== undefined || checkId !== undefined) && !settled;

  const begin = async () => {
    if (!squadron || !list) return;
    setBusy(true);
    const place = label.trim() === '' ? undefined : { label, point };
    try {
      const assigned = settled && 'check' in settled ? settled.check : undefined;
      if (assigned) await startAssigned(fromServer(assigned), persons, place);
      const id =
        assigned?.id ??
        (await beginCheck({
          drawId,
          kind: usedKind,
          covert: settled?.covert ?? method === 'covert',
          squadron,
          persons,
          inspectors: [...inspectors],
          checklist: { code: list.code, version: list.version },
          place,
        }));
      void Taro.redirectTo({ url: paths.score(id) });
    } catch (error) {
      const full = error instanceof StorageError;
      toast(full ? '手机存储满了，请清理后再开始' : '没能开始，请再试', 'bad');
      setBusy(false);
    }
  };
  return (
    <PageShell
      title="开始督察"
      status={waits ? 'loading' : 'ready'}
      bottom={
        <Button size={56} block lacks={lacks} busy={busy} onPress={() => void begin()}>
          开始打分
        </Button>
      }
    >
      {settled ? (
        <FactStrip
          by={drawId ? '抽签' : '已派'}
          facts={[
            { icon: 'clipboard-check', text: kindWords(settled.kind, settled.covert) },
            { icon: 'store', text: settled.squadron.name },
            { icon: 'users', text: settled.inspectors.map((one) => one.name).join('、') },
          ]}
        />
      ) : (
        <Section title="查什么">
          <Card pad>
            <View className="sc-form">
              <Choice
                label="督察种类"
                options={KINDS}
                value={kind}
                onChange={setKind}
                columns={2}
              />
              <Choice
                label="方式"
                options={METHODS}
                value={method}
                onChange={setMethod}
                columns={2}
              />
              <Select
                label="中队"
                options={squadrons.map((one) => ({ value: one.path, text: one.name }))}
                value={path}
                onChange={(next) => {
                  setPath(next);
                  setPersonIds([]);
                }}
              />
              <Select
                label="同去的督察员"
                hint={fellows.length === 0 ? '先抽一次签，就知道有谁' : undefined}
                options={fellows.map((one) => ({ value: one.personId, text: one.name }))}
                value={fellowId}
                onChange={setFellowId}
              />
            </View>
          </Card>
        </Section>
      )}
      {lists.length > 1 && !(settled && 'check' in settled) && (
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
      )}
      {squadron && (
        <Section title={`被查的人 ${personIds.length}`} note={squadron.name}>
          <Card pad>
            <MultiChoice
              label="被查的人"
              options={people.map((one) => ({ value: one.personId, text: one.name }))}
              value={personIds}
              onChange={setPersonIds}
            />
          </Card>
        </Section>
      )}
      <PlaceField label={label} onLabel={setLabel} point={point} onPoint={setPoint} />
    </PageShell>
  );
}
