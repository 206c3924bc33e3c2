import { useState } from 'react';
import { View } from '@tarojs/components';
import {
  dutyLogContract,
  type Absence,
  type Colleague,
  type DutyCatalogue,
  type PlannedShift,
  type ShiftOpen,
  type ShiftSummary,
} from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { newId } from '@/platform/ids';
import { enqueue, mend, type OutboxItem } from '@/platform/outbox';
import { useMended } from '@/platform/outbox/use-mended';
import { useMe } from '@/platform/session';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Choice } from '@/ui/choice';
import { keptHere } from '@/ui/kept';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { toastSent } from '@/ui/toast';
import { PeopleChoice } from '../../components/people-choice';
import { ThingsFields, type Things } from '../../components/things-fields';
import {
  lastOfEarlierShift,
  useAbsences,
  useCatalogue,
  useColleagues,
  useMyRota,
  useMyShifts,
  usePending,
} from '../../duty-log.store';
import { awayToday, defaultsOf, lackingToOpen, openingAgain, splitWords } from '../../open.view';
import { PAGES } from '../../routes';

/** 上岗: all as last time, one tap. */
export default function OpenPage() {
  const old = useMended();
  const me = useMe();
  const catalogue = useCatalogue();
  const shifts = useMyShifts();
  const rota = useMyRota();
  const colleagues = useColleagues();
  const away = useAbsences();
  // Without an answer about earlier or planned shifts, or leaves, one can still go on duty.
  const known = [shifts, rota, away].every(({ state }) => state !== 'loading');
  return me && catalogue.data && known ? (
    <Form
      own={me.personId}
      catalogue={catalogue.data}
      last={shifts.data?.items[0]}
      plan={rota.today}
      colleagues={colleagues}
      absences={away.data?.absences ?? []}
      old={old}
    />
  ) : (
    <PageShell
      title="上岗"
      status={catalogue.data ? 'loading' : catalogue.state}
      fail={{
        title: '班次没取到',
        why: catalogue.error?.message ?? '服务器没有回应，内容没丢',
      }}
      onRefresh={catalogue.refresh}
    />
  );
}

interface FormProps {
  own: string;
  catalogue: DutyCatalogue;
  last: ShiftSummary | undefined;
  plan: PlannedShift | undefined;
  colleagues: readonly Colleague[];
  absences: readonly Absence[];
  /** The opening that came back, where one is mended. */
  old: OutboxItem | undefined;
}

function Form({ own, catalogue, last, plan, colleagues, absences, old }: FormProps) {
  const [first] = useState(() => ({
    ...defaultsOf(catalogue.shiftTemplates, { last, plan, absences }, own, now()),
    ...(old ? openingAgain(old.body as ShiftOpen) : {}),
  }));
  const [templateCode, setTemplate] = useState(first.templateCode);
  const [things, setThings] = useState<Things>({
    sections: first.sections.join('、'),
    recorders: first.recorders.join('、'),
    vehicle: first.vehicle,
  });
  const [partnerIds, setPartners] = useState(first.partnerIds);
  const [busy, setBusy] = useState(false);
  const pending = usePending();
  const away = awayToday(absences, now());
  const left = [last?.owner, ...(last?.partners ?? [])].flatMap((one) =>
    one && away.has(one.personId) && one.personId !== own ? [one.name] : [],
  );
  const opening = {
    templateCode,
    sections: splitWords(things.sections),
    recorders: splitWords(things.recorders),
    vehicle: things.vehicle.trim(),
    partnerIds: knownOf(partnerIds, colleagues),
  };

  const open = async () => {
    setBusy(true);
    // What was written in the shift since names it: the same one is opened.
    const shiftId = old ? (old.body as ShiftOpen).shiftId : newId();
    const { vehicle: car, ...rest } = opening;
    const body = {
      shiftId,
      catalogueVersion: catalogue.version,
      ...rest,
      ...(car ? { vehicle: car } : {}),
    };
    const keep = () =>
      old
        ? mend(old.opId, body)
        : enqueue({
            contract: dutyLogContract.openShift,
            body,
            recordKey: shiftId,
            title: '上岗',
            after: lastOfEarlierShift(pending),
          });
    if (!(await keptHere(keep, '再上岗'))) {
      setBusy(false);
      return;
    }
    toastSent('已上岗');
    openPage(PAGES.duty);
  };

  return (
    <PageShell
      title={old ? '改一改再送' : '上岗'}
      sub={old ? undefined : plan ? '按排班' : last && '和上一班一样'}
      bottom={
        <Button
          block
          size={56}
          icon="shield-check"
          busy={busy}
          lacks={lackingToOpen(opening)}
          onPress={() => void open()}
        >
          上岗
        </Button>
      }
    >
      {old?.error && <View className="t-sub c-bad">{old.error.message}</View>}
      <Section title="班次">
        <Choice
          label="班次"
          options={catalogue.shiftTemplates.map(({ code, name, from, to }) => ({
            value: code,
            text: `${name} ${from}–${to}`,
          }))}
          value={templateCode}
          onChange={setTemplate}
          columns={1}
        />
      </Section>
      <Section title="路段和装备">
        <Card pad>
          <View className="l-col g-12">
            <ThingsFields
              {...things}
              example="人民路口、花园街北"
              onChange={(part) => setThings((old) => ({ ...old, ...part }))}
            />
          </View>
        </Card>
      </Section>
      <Section title="同班" note={partnerIds.length > 0 ? `${partnerIds.length} 人` : '可不选'}>
        <PeopleChoice
          label="同班的人"
          multiple
          people={partnersOf(colleagues, own, first.partnerIds)}
          value={partnerIds}
          onChange={setPartners}
        />
        {left.length > 0 && (
          <View className="t-cap">{`${left.join('、')}今天请假，没替你选上`}</View>
        )}
      </Section>
    </PageShell>
  );
}

/** Without partners who are on the roster no more; nobody is left out as long as it is not known. */
function knownOf(ids: readonly string[], colleagues: readonly Colleague[]): string[] {
  const known = new Set(colleagues.map(({ personId }) => personId));
  return ids.filter((id) => known.size === 0 || known.has(id));
}

/** Those of the last shift first: they are the ones of this one, too. */
function partnersOf(colleagues: readonly Colleague[], own: string, usual: readonly string[]) {
  return colleagues
    .filter((one) => one.personId !== own && one.kind !== 'office_staff')
    .sort((a, b) => Number(usual.includes(b.personId)) - Number(usual.includes(a.personId)));
}
