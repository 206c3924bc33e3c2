import { useRef, useState } from 'react';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import {
  clockOf,
  dutyLogContract,
  type DutyCatalogue,
  type Entry,
  type Profile,
} from '@qiangji/shared-types';
import { enqueue, mend, type OutboxItem, type WriteBody } from '@/platform/outbox';
import { useMended } from '@/platform/outbox/use-mended';
import { usePagedResource, useResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { keptHere } from '@/ui/kept';
import { goBack } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Pictures } from '@/ui/pictures';
import { Section } from '@/ui/section';
import { toastSent } from '@/ui/toast';
import {
  Enforcement,
  enforcementFields,
  type EnforcementState,
} from '../../components/enforcement';
import { LadderChoice } from '../../components/ladder';
import { useCatalogue, useColleagues, useCurrentShift } from '../../duty-log.store';
import { lackingEnforcement, officersToName, partyWords } from '../../entry.view';
import { splitWords } from '../../open.view';

/** An officer takes an auxiliary's draft over; the first one does. */
export default function DraftPage() {
  const { id = '' } = useRouter().params;
  const me = useMe();
  const old = useMended();
  const { state, data, error, refresh } = useResource(dutyLogContract.findEntry, {
    params: { entryId: id },
  });
  // Without network the list that led here may still hold it.
  const list = usePagedResource(dutyLogContract.listDrafts, { query: {} });
  const catalogue = useCatalogue().data;
  // Whoever was not on its shift may not open it any more once it was taken over.
  const gone = error?.code === 'NOT_FOUND';
  const entry = gone ? undefined : (data ?? list.items.find((one) => one.id === id));
  const waits = entry?.state === 'draft_for_officer';
  if (waits && catalogue && me)
    return <Form entry={entry} catalogue={catalogue} me={me} old={old} />;
  const taken = gone || (entry !== undefined && !waits);
  const taker = entry?.takenOverBy?.name ?? '';
  return (
    <PageShell
      title="接手草稿"
      status={taken ? 'empty' : state === 'ready' ? 'loading' : state}
      empty={{
        title: taker ? `${taker}已经接手了这条草稿` : '这条草稿已有人接手',
        hint: '在那一班的日志里看得到',
      }}
      fail={{ title: '草稿没取到', why: error?.message ?? '服务器没有回应，内容没丢' }}
      onRefresh={refresh}
    />
  );
}

type TakeOver = WriteBody<typeof dutyLogContract.takeOverDraft>;

interface FormProps {
  entry: Entry;
  catalogue: DutyCatalogue;
  me: Profile;
  /** It came back, and is put right here. */
  old: OutboxItem | undefined;
}

function stateOf({
  officerIds = [],
  recorders = [],
  recorderSkipReason,
}: TakeOver): EnforcementState {
  return { officerIds, recorderText: recorders.join('、'), skipReason: recorderSkipReason };
}

function Form({ entry, catalogue, me, old }: FormProps) {
  const before = old?.body as TakeOver | undefined;
  const { shift } = useCurrentShift();
  const colleagues = useColleagues();
  const [handlingCode, setHandling] = useState(before?.handlingCode ?? entry.handling.code);
  const [busy, setBusy] = useState(false);
  // Two taps may come before the button is drawn anew; the second would be sent back as overtaken.
  const sent = useRef(false);
  const [touched, setTouched] = useState(before && stateOf(before));
  const recorders = entry.recorders.length > 0 ? entry.recorders : (shift?.recorders ?? []);
  const state = touched ?? {
    officerIds: [],
    recorderText: recorders.join('、'),
    skipReason: undefined,
  };
  const handling = catalogue.handlings.find((one) => one.code === handlingCode);
  const members = shift?.members.map((member) => member.personId) ?? [];
  const lacks = handling?.enforcement
    ? lackingEnforcement({ ...state, me, recorders: splitWords(state.recorderText) })
    : undefined;

  const take = async () => {
    if (sent.current) return;
    sent.current = true;
    setBusy(true);
    const body = { handlingCode, ...enforcementFields(state) };
    const keep = () =>
      old
        ? mend(old.opId, body)
        : enqueue({
            contract: dutyLogContract.takeOverDraft,
            params: { entryId: entry.id },
            body,
            recordKey: entry.id,
            title: '接手草稿',
          });
    if (!(await keptHere(keep, '再接', '没接成'))) {
      sent.current = false;
      setBusy(false);
      return;
    }
    toastSent('已接手');
    goBack();
  };

  return (
    <PageShell
      title={old ? '改一改再送' : '接手草稿'}
      sub={`${entry.author.name}记`}
      bottom={
        <Button block size={56} lacks={lacks} busy={busy} onPress={() => void take()}>
          我来办
        </Button>
      }
    >
      {old?.error && <View className="t-sub c-bad">{old.error.message}</View>}
      <Pictures photos={entry.photos} alt={`${entry.category.name}的照片`} />
      <Card>
        <Cell
          icon="notebook-pen"
          title={entry.category.name}
          meta={[partyWords(entry.partyType), entry.text ?? undefined]}
        />
        <Cell
          icon="map-pin"
          title={entry.section ?? '没写路段'}
          meta={[
            clockOf(Date.parse(entry.at)),
            entry.place ? `误差 ${Math.round(entry.place.accuracyM)} 米` : undefined,
          ]}
        />
      </Card>
      <Section title="怎么处置" note="协管员拟的可以改">
        <LadderChoice
          catalogue={catalogue}
          category={catalogue.categories.find((one) => one.code === entry.category.code)}
          value={handlingCode}
          kind={me.kind}
          onChange={setHandling}
        />
      </Section>
      {handling?.enforcement && (
        <Enforcement
          catalogue={catalogue}
          officers={officersToName(colleagues, members, me.personId)}
          value={state}
          onChange={setTouched}
        />
      )}
      <View className="t-cap">事实和照片留着原样，办的人写你。</View>
    </PageShell>
  );
}
