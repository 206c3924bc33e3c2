import { useState } from 'react';
import { View } from '@tarojs/components';
import { dutyLogContract, type Colleague, type HandoverRequest } from '@qiangji/shared-types';
import { useDraft } from '@/platform/draft';
import { enqueue, mend, unsent, type OutboxItem } from '@/platform/outbox';
import { useMended } from '@/platform/outbox/use-mended';
import { useMe } from '@/platform/session';
import { whenText } from '@/shell/when';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { MultiChoice } from '@/ui/choice';
import { TextField } from '@/ui/field';
import { useConfirm } from '@/ui/dialog';
import { keptHere } from '@/ui/kept';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Restored } from '@/ui/restored';
import { Section } from '@/ui/section';
import { toastSent } from '@/ui/toast';
import { PeopleChoice } from '../../components/people-choice';
import {
  useColleagues,
  useCurrentShift,
  useNextPerson,
  usePending,
  useShiftOf,
} from '../../duty-log.store';
import { handoverAgain, receiversOf, type HandoverDraft } from '../../handover.view';
import { settleEntry } from '../../matter.store';
import { PAGES } from '../../routes';
import { entriesOf, refusedEnd, titleOf, type ShiftView } from '../../shift.view';

/** 交班: what is left open, to whom. */
export default function HandoverPage() {
  const asked = useMended();
  const me = useMe();
  const { shift: current, status, error, refresh } = useCurrentShift();
  const earlier = useShiftOf(asked, current);
  const shift = asked ? earlier : current;
  const pending = usePending();
  const colleagues = useColleagues();
  if (shift && me) {
    const old = asked ?? refusedEnd(shift.id, pending);
    const props = { shift, own: me.personId, colleagues, old };
    return <Form key={old?.opId ?? shift.id} {...props} />;
  }
  return (
    <PageShell
      title="交班"
      status={status === 'ready' ? 'empty' : status}
      empty={{ title: '没有在岗的班', hint: '上岗以后才有班可交' }}
      fail={{ title: '这一班没取到', why: error?.message ?? '服务器没有回应，内容没丢' }}
      onRefresh={refresh}
    />
  );
}

const NOTHING: HandoverDraft = { settled: [], more: '', receiverId: undefined };

/** From when a rota is: ` 14:05 `, and the day where it is not today's. */
function rotaOf(at: number | undefined): string {
  if (at === undefined) return '这部手机上';
  return ` ${whenText(new Date(at).toISOString()).replace('今天 ', '')} `;
}

interface FormProps {
  shift: ShiftView;
  own: string;
  colleagues: readonly Colleague[];
  /** The hand-over or close that came back: it is mended, not asked for a second time. */
  old: OutboxItem | undefined;
}

function Form({ shift, own, colleagues, old }: FormProps) {
  const open = shift.entries.filter((entry) => entry.openMatter);
  const draft = useDraft<HandoverDraft>(old ? undefined : `handover:${shift.id}`);
  const before = old && handoverAgain(old.body as Partial<HandoverRequest>, open);
  const { settled, more, ...touched } = { ...NOTHING, ...before, ...draft.value };
  const kept = open.map((entry) => entry.id).filter((id) => !settled.includes(id));
  const [busy, setBusy] = useState(false);
  const [dialog, ask] = useConfirm();
  const acts = shift.entries.filter(
    ({ enforcement, draft: isDraft }) => enforcement && !isDraft,
  ).length;
  const on = shift.members.map((member) => member.personId);
  const receivers = receiversOf(colleagues, own, on);
  const next = useNextPerson(shift.id);
  const planned = receivers.find((one) => one.personId === next.personId);
  // Who was chosen stays, whatever the rota says later.
  const receiverId = touched.receiverId ?? planned?.personId;
  const [first, setFirst] = useState(planned?.personId);
  if (first === undefined && planned) setFirst(planned.personId);
  const swapped = !touched.receiverId && first !== undefined && planned?.personId !== first;

  const matters = () => [
    ...open
      .filter((entry) => kept.includes(entry.id))
      .map((entry) => ({ text: entry.text ?? titleOf(entry), entryId: entry.id })),
    ...more
      .split(/[\n；;]/)
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .map((text) => ({ text })),
    ...(before?.unseen ?? []),
  ];
  const finish = async (write: () => Promise<string>, text: string) => {
    setBusy(true);
    const ticked = open.map((entry) => entry.id).filter((id) => settled.includes(id));
    const whole = async () => {
      // Before the end: who comes next is to find no matter that is done.
      for (const id of ticked) await settleEntry(id);
      return write();
    };
    if (!(await keptHere(whole, '再交', '没交出去'))) {
      setBusy(false);
      return;
    }
    draft.done();
    toastSent(text);
    openPage(PAGES.duty);
  };
  // Not behind an entry that came back, only behind those that are on their way.
  const target = () => ({
    params: { shiftId: shift.id },
    recordKey: shift.id,
    follows: entriesOf(shift.id, unsent()).map(({ opId }) => opId),
  });
  const handOver = (to: string) => {
    const act = { contract: dutyLogContract.requestHandover, title: '交班' };
    const body = { receiverId: to, matters: matters() };
    return finish(
      () => (old ? mend(old.opId, body, [], act) : enqueue({ ...act, ...target(), body })),
      '已交班，等对方接',
    );
  };
  const close = async () => {
    const yes = await ask({
      title: '后面没有人接班？',
      text: '收班后这一班就结束，没办完的事留在记录里。',
      yes: '收班',
      no: '先不收',
    });
    if (!yes) return;
    const act = { contract: dutyLogContract.closeShift, title: '收班' };
    const body = { matters: matters() };
    await finish(
      () => (old ? mend(old.opId, body, [], act) : enqueue({ ...act, ...target(), body })),
      '已收班',
    );
  };

  return (
    <PageShell
      title="交班"
      sub={`${shift.templateName} ${shift.entries.length} 条记录`}
      bottom={
        <>
          <Button kind="o" size={56} busy={busy} onPress={() => void close()}>
            没人接，收班
          </Button>
          <Button
            block
            size={56}
            busy={busy}
            lacks={receiverId === undefined ? '还没选接班人' : undefined}
            onPress={() => receiverId !== undefined && void handOver(receiverId)}
          >
            交班
          </Button>
        </>
      }
    >
      <Restored shown={draft.restored} onDiscard={draft.drop} />
      {old?.error && <View className="t-sub c-bad">{old.error.message}</View>}
      <Section
        title="交给谁"
        note={planned && planned.personId === receiverId ? `按${rotaOf(next.at)}的排班` : undefined}
      >
        {swapped && (
          <View className="t-sub c-warn">
            {planned ? `排班改过了，现在排的是${planned.name}` : '排班改过了，请选接班人'}
          </View>
        )}
        <PeopleChoice
          label="接班人"
          people={receivers}
          value={receiverId === undefined ? [] : [receiverId]}
          onChange={([one]) => draft.change({ receiverId: one })}
        />
        {receivers.length === 0 && (
          <View className="t-cap">本队名册还没取到，连上网再试；没有人接就收班。</View>
        )}
      </Section>
      <Section
        title={`没办完的 ${kept.length}`}
        note={open.length > 0 ? '办完的点掉' : '没有就不用写'}
      >
        {open.length > 0 && (
          <MultiChoice
            label="带给下一班的事"
            columns={1}
            options={open.map((entry) => ({
              value: entry.id,
              text: entry.text ? `${titleOf(entry)}：${entry.text}` : titleOf(entry),
            }))}
            value={kept}
            onChange={(still) =>
              draft.change({
                settled: open.map((entry) => entry.id).filter((id) => !still.includes(id)),
              })
            }
          />
        )}
        <Card pad>
          <TextField
            label="还要交代的"
            hideLabel
            multiline
            placeholder="还要交代的，一行一件，可不填"
            value={more}
            max={400}
            onChange={(text) => draft.change({ more: text })}
          />
        </Card>
      </Section>
      {acts > 0 && (
        <View className="t-cap">{`这一班执法 ${acts} 次：录像录到离开了没有，归到那件事下面了没有，交班前看一眼。`}</View>
      )}
      {dialog}
    </PageShell>
  );
}
