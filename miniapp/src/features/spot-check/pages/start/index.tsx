import Taro, { useRouter } from '@tarojs/taro';
import { useDraft } from '@/platform/draft';
import { StorageError } from '@/platform/storage';
import { useMe } from '@/platform/session';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Choice, MultiChoice } from '@/ui/choice';
import type { EmptyProps } from '@/ui/empty';
import { FactStrip } from '@/ui/fact-strip';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Restored } from '@/ui/restored';
import { Section } from '@/ui/section';
import { Select } from '@/ui/select';
import { toast } from '@/ui/toast';
import { CallOff } from '../../components/call-off';
import { Over } from '../../components/over';
import { PlaceField } from '../../components/place-field';
import { SpecialChoice } from '../../components/special-choice';
import { fromServer } from '../../local-check';
import { paths } from '../../paths';
import { beginCheck, startAssigned } from '../../spot-check.store';
import { kindWords } from '../../spot-check.view';
import { FIRST, startLacks, usualChecklist, type StartForm } from '../../start.view';
import { useChecklists, useSquadron } from '../../use-check';
import { useOnce } from '../../use-once';
import { useChoices, useSettled } from '../../use-start';
import '../../components/parts.scss';

export default function StartPage() {
  const { drawId, checkId } = useRouter().params;
  const me = useMe();
  const settled = useSettled({ drawId, checkId });
  const lists = useChecklists();
  const draft = useDraft<StartForm>(`start:${drawId ?? checkId ?? ''}`);
  const { change, restored, drop, done } = draft;
  const { method, path, reason, fellowId, listCode, personIds, label, point } = {
    ...FIRST,
    ...draft.value,
  };
  const { busy, once } = useOnce();

  const { squadrons, fellows } = useChoices(path);
  const chosen = squadrons.find((one) => one.path === path);
  const squadron = settled?.squadron ?? (chosen && { path: chosen.path, name: chosen.name });
  const people = useSquadron(squadron?.path);
  const fellow = fellows.find((one) => one.personId === fellowId);
  const own = me && { personId: me.personId, name: me.name };
  const inspectors = settled?.inspectors ?? (own && fellow ? [own, fellow] : []);
  const usedKind = settled?.kind ?? 'special';
  const list = lists.find((one) => one.code === listCode) ?? usualChecklist(lists, usedKind);
  const persons = people
    .filter((one) => personIds.includes(one.personId))
    .map(({ personId, name }) => ({ personId, name }));
  const lacks = startLacks({
    squadronPath: squadron?.path ?? '',
    reason: settled !== undefined || reason.trim() !== '',
    inspectors: inspectors.length,
    persons: persons.length,
    checklist: Boolean(list),
  });
  const waits = (drawId !== undefined || checkId !== undefined) && !settled;
  // Whoever planned a check for others finds it in their list, too.
  const others = settled && !settled.inspectors.some((one) => one.personId === me?.personId);

  const assigned = settled && 'check' in settled ? settled.check : undefined;

  const begin = async () => {
    if (!squadron || !list) return false;
    const place = label.trim() === '' ? undefined : { label, point };
    try {
      if (assigned) await startAssigned(fromServer(assigned), persons, place);
      const id =
        assigned?.id ??
        (await beginCheck({
          drawId,
          reason: settled ? undefined : reason,
          kind: usedKind,
          covert: settled?.covert ?? method === 'covert',
          squadron,
          persons,
          inspectors: [...inspectors],
          checklist: { code: list.code, version: list.version },
          place,
        }));
      done();
      void Taro.redirectTo({ url: paths.score(id) });
      return true;
    } catch (error) {
      const full = error instanceof StorageError;
      toast(full ? '手机存储满了，请清理后再开始' : '没能开始，请再试', 'bad');
      return false;
    }
  };
  if (assigned?.state === 'called_off') return <Over checkId={assigned.id} title="开始督察" />;
  return (
    <PageShell
      title="开始督察"
      status={waits ? 'loading' : others ? 'empty' : 'ready'}
      empty={others ? givenTo(settled.inspectors, checkId) : undefined}
      bottom={
        <Button size={56} block lacks={lacks} busy={busy} onPress={() => void once(begin)}>
          开始打分
        </Button>
      }
    >
      <Restored shown={restored} onDiscard={drop} />
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
        <SpecialChoice
          method={method}
          onMethod={(one) => change({ method: one })}
          squadrons={squadrons}
          path={path}
          onPath={(next) => change({ path: next, personIds: [] })}
          reason={reason}
          onReason={(words) => change({ reason: words })}
        >
          <Select
            label="同去的督察员"
            hint={fellows.length === 0 ? '还没取到，或者局里只有你一名督察员' : undefined}
            options={fellows.map((one) => ({ value: one.personId, text: one.name }))}
            value={fellowId}
            onChange={(one) => change({ fellowId: one })}
          />
        </SpecialChoice>
      )}
      {lists.length > 1 && !(settled && 'check' in settled) && (
        <Section title="检查表">
          <Card pad>
            <Choice
              label="检查表"
              options={lists.map((one) => ({ value: one.code, text: one.name }))}
              value={list?.code}
              onChange={(one) => change({ listCode: one })}
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
              onChange={(all) => change({ personIds: all })}
            />
          </Card>
        </Section>
      )}
      <PlaceField
        label={label}
        onLabel={(words) => change({ label: words })}
        point={point}
        onPoint={(found) => change({ point: found })}
      />
      {assigned && <CallOff check={fromServer(assigned)} />}
    </PageShell>
  );
}

/** A check can be begun only by those who were sent. */
function givenTo(inspectors: readonly { name: string }[], checkId: string | undefined): EmptyProps {
  const onAction = checkId ? () => openPage(paths.plan({ checkId })) : undefined;
  return {
    title: `这次派给了${inspectors.map((one) => one.name).join('、')}`,
    hint: '督察只能由派到的人到现场开始',
    action: onAction && '看安排',
    onAction,
  };
}
