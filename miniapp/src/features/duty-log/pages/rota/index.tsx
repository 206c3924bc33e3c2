import { useState } from 'react';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import {
  addDays,
  dayOf,
  dutyLogContract,
  orgContract,
  weekStart,
  type Rota,
  type RotaPerson,
} from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { useDraft } from '@/platform/draft';
import { discard, enqueue, useOutbox } from '@/platform/outbox';
import { useMended } from '@/platform/outbox/use-mended';
import { call } from '@/platform/request';
import { stored, useResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { StorageError } from '@/platform/storage';
import { dateText } from '@/shell/when';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Choice } from '@/ui/choice';
import { Drawer } from '@/ui/drawer';
import { TextField } from '@/ui/field';
import { FilterBar } from '@/ui/filter-bar';
import { PageShell } from '@/ui/page-shell';
import { toast, toastSent } from '@/ui/toast';
import { useWide } from '@/ui/use-wide';
import { LastSunday } from '../../components/last-sunday';
import { PlanDrawer } from '../../components/plan-drawer';
import { RotaDays } from '../../components/rota-days';
import { RotaDay, RotaWeek } from '../../components/rota-grid';
import { useCatalogue } from '../../duty-log.store';
import { splitWords } from '../../open.view';
import {
  changedIn,
  changesOf,
  copied,
  editsOf,
  lockOf,
  painted,
  planOn,
  plansFor,
  recordKeyOf,
  slotOf,
  unitsToRead,
  weekOf,
  weekOfItem,
  type Edits,
  type Planned,
} from '../../rota.view';

const LOOK = '';

/** 排班: a week of a squadron, painted cell by cell and saved at once. */
export default function RotaPage() {
  const { unit } = useRouter().params;
  const old = useMended();
  const me = useMe();
  const wide = useWide();
  const nowMs = now();
  const today = dayOf(nowMs);
  const first = old && weekOfItem(old);
  const [monday, setMonday] = useState(first?.monday ?? weekStart(today));
  const [day, setDay] = useState(first?.monday ?? today);
  const [path, setPath] = useState(first?.unitPath ?? (unit && decodeURIComponent(unit)));
  const [brush, setBrush] = useState(LOOK);
  const [sections, setSections] = useState('');
  const [open, setOpen] = useState<{ personId: string; day: string }>();
  const [choosing, setChoosing] = useState(false);
  const [busy, setBusy] = useState(false);
  const draft = useDraft<Record<string, Planned | null>>('rota');

  const grants = me?.grants ?? [];
  const units = unitsToRead(
    grants,
    useResource(orgContract.listUnits, {}).data?.units ?? [],
    me?.unitPath,
  );
  const led = grants.find(({ role }) => role === 'squadron_leader')?.unitPath;
  const unitPath = path ?? led ?? units[0]?.path;
  const days = weekOf(monday);
  const spanOf = (from: string) => ({ query: { unitPath: unitPath ?? '', from, to: addDays(from, 6) } }); // prettier-ignore
  const { state, data, error, refresh } = useResource(
    dutyLogContract.listRota,
    unitPath === undefined ? undefined : spanOf(monday),
    { refreshAfter: [dutyLogContract.saveRota, dutyLogContract.noteAbsence] },
  );
  const { shiftTemplates: templates = [], version } = useCatalogue().data ?? {};
  const mayPlan = unitPath !== undefined && plansFor(grants, unitPath);
  const outbox = useOutbox();
  const isOurs = (item: { recordKey: string }) =>
    item.recordKey === recordKeyOf(unitPath ?? '', monday);
  const [pending] = [...outbox.waiting, ...outbox.sending].filter(isOurs);
  const refusals = outbox.rejected.filter(isOurs);
  const waiting: Edits = pending ? editsOf(pending, data) : {};
  const edits: Edits = draft.value;
  const ground = { edits, waiting, templates, nowMs };
  const changed = data ? changedIn(edits, data) : [];
  const count = changed.length;
  const template = templates.find(({ code }) => code === brush);

  const onCell = (person: RotaPerson, on: string) => {
    const slot = slotOf(person.personId, on);
    if (!template || !mayPlan) {
      if (planOn(person, on)) setOpen({ personId: person.personId, day: on });
      else if (mayPlan) toast('先在上面选排什么班，再点人');
      return;
    }
    const lock = lockOf(person, on, template, now());
    if (lock !== undefined) toast(lock);
    const next = { templateCode: brush, sections: splitWords(sections) };
    // What was in time when it was painted may be too late by now: then it is forgotten.
    draft.change({ [slot]: lock === undefined ? painted(person, on, edits, next) : undefined });
  };

  const forget = () => draft.change(Object.fromEntries(changed.map((slot) => [slot, undefined])));

  const copy = async () => {
    if (!data) return;
    const before = spanOf(addDays(monday, -7));
    const last = await call(dutyLogContract.listRota, before).catch(() =>
      stored(dutyLogContract.listRota, before),
    );
    const more = last ? copied(last, data, ground) : {};
    draft.change(more);
    const n = Object.keys(more).length;
    if (!last) toast('上周的排班没取到，连上网再试', 'bad');
    else toast(n === 0 ? '上周没有能照排的' : `照上周排了 ${n} 处，看过再存`);
  };

  const save = async () => {
    if (!data || version === undefined || unitPath === undefined) return;
    setBusy(true);
    try {
      await enqueue({
        contract: dutyLogContract.saveRota,
        body: { catalogueVersion: version, ...changesOf(data, edits) },
        recordKey: recordKeyOf(unitPath, monday),
        title: `${dateText(monday)}这周的排班`,
      });
      forget();
      setBrush(LOOK);
      toastSent('已存下');
    } catch (thrown) {
      if (!(thrown instanceof StorageError)) throw thrown;
      toast('手机存满了，没存下，请清理后再存', 'bad');
    }
    setBusy(false);
  };

  const again = (item: (typeof refusals)[number]) => {
    draft.change(editsOf(item, data));
    discard(item.opId);
  };

  const show = (on: string) => {
    setOpen(undefined);
    setMonday(weekStart(on));
    setDay(on);
  };
  const move = (n: number) => show(addDays(monday, n));
  const grid = { ground, onCell, mode: !mayPlan ? 'read' : template ? 'paint' : 'look' } as const;
  const opened = data && open && openedIn(data, open);
  const drawer = choosing ? (
    <Drawer open title="看哪个中队" onClose={() => setChoosing(false)}>
      <Card>
        {units.map((one) => (
          <Cell
            key={one.path}
            plain
            title={one.name}
            onPress={() => {
              setChoosing(false);
              setPath(one.path);
            }}
          />
        ))}
      </Card>
    </Drawer>
  ) : (
    opened && <PlanDrawer {...opened} mayNote={mayPlan} onClose={() => setOpen(undefined)} />
  );
  return (
    <PageShell
      title="排班"
      sub="想排就排，不排也能上岗"
      width="full"
      status={data?.people.length === 0 ? 'empty' : state}
      onRefresh={refresh}
      fail={{ title: '排班没取到', why: error?.message ?? '服务器没有回应，内容没丢' }}
      empty={{ title: '这个单位没有上路的人', hint: '名册里有了执法员、协管员再排' }}
      top={
        <>
          <FilterBar
            period={`${dateText(monday)}–${dateText(days[6]!)}`}
            onPrevious={() => move(-7)}
            onNext={() => move(7)}
            scope={data?.unitName}
            onScope={units.length > 1 ? () => setChoosing(true) : undefined}
          />
          {!wide && (
            <RotaDays people={data?.people ?? []} days={days} value={day} onChange={setDay} />
          )}
          {mayPlan && (
            <View className="rt-brushes">
              <Choice
                label="排什么"
                columns="flow"
                options={[
                  { value: LOOK, text: '只看' },
                  ...templates.map(({ code, name }) => ({ value: code, text: `排${name}` })),
                ]}
                value={brush}
                onChange={setBrush}
              />
            </View>
          )}
        </>
      }
      bottom={
        mayPlan && (count > 0 || pending) ? (
          <Button
            block
            size={56}
            busy={busy}
            lacks={pending ? '上一次存的还在送' : undefined}
            onPress={() => void save()}
          >
            {`存下 ${count} 处`}
          </Button>
        ) : undefined
      }
      drawer={drawer}
    >
      {refusals.map((item) => (
        <Card key={item.opId} pad>
          <View className="l-col g-8">
            <View className="t-body t-b c-bad">{item.error?.message}</View>
            {[...new Set(item.error?.details?.map(({ message }) => message))].map((why) => (
              <View key={why} className="t-sub">
                {why}
              </View>
            ))}
            <Button kind="o" block onPress={() => again(item)}>
              拿回来改
            </Button>
          </View>
        </Card>
      ))}
      {mayPlan && monday === today && (
        <LastSunday unitPath={unitPath} today={today} onOpen={show} />
      )}
      {mayPlan && data && (
        <View className="l-row l-wrap g-8">
          <Button kind="s" size={44} onPress={() => void copy()}>
            照上周排
          </Button>
          {count > 0 && (
            <Button kind="o" size={44} onPress={forget}>
              没存的都不要
            </Button>
          )}
        </View>
      )}
      {template && (
        <Card pad>
          <TextField
            label={`${template.name} ${template.from}–${template.to} 的路段`}
            placeholder="可不写，本人上岗再填"
            hint="点人就排上，再点一下不排"
            value={sections}
            max={300}
            onChange={setSections}
          />
        </Card>
      )}
      {data && wide && <RotaWeek {...grid} people={data.people} days={days} />}
      {data && !wide && <RotaDay {...grid} people={data.people} day={day} />}
    </PageShell>
  );
}

/** What the drawer shows of a cell; nothing where nothing is planned. */
function openedIn({ people }: Rota, { personId, day }: { personId: string; day: string }) {
  const person = people.find((one) => one.personId === personId);
  const plan = person && planOn(person, day);
  return plan ? { name: person.name, plan } : undefined;
}
