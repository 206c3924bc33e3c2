import { useState } from 'react';
import { View } from '@tarojs/components';
import {
  dutyLogContract,
  type DutyCatalogue,
  type EntryRead,
  type Profile,
} from '@qiangji/shared-types';
import { enqueue, mend, outboxPhotos, type OutboxItem } from '@/platform/outbox';
import { useDraft, useDraftPhotos } from '@/platform/draft';
import { useResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { Button } from '@/ui/button';
import { keptHere } from '@/ui/kept';
import { goBack } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Pictures } from '@/ui/pictures';
import { Restored } from '@/ui/restored';
import { toast, toastSent } from '@/ui/toast';
import { amendmentAgain, changesOf, formOf, withNamed, type Amending } from '../../amend.view';
import { useCatalogue, useColleagues } from '../../duty-log.store';
import { evidence, lackingIn, lackingTime, type EntryForm } from '../../entry.form';
import { needsOfficer } from '../../entry.view';
import { momentIn, shiftAround, viewOf, type ShiftView } from '../../shift.view';
import { usePlace } from '../../use-place';
import { EntryFields } from './fields';

interface AmendPageProps {
  entryId: string;
  /** What came back of it, where that is mended. */
  old?: OutboxItem;
}

/** An entry is put right: what stood there stays to be seen. */
export function AmendPage({ entryId, old }: AmendPageProps) {
  const me = useMe();
  const catalogue = useCatalogue().data;
  const { state, data, error, refresh } = useResource(dutyLogContract.findEntry, {
    params: { entryId },
  });
  const whole = useResource(
    dutyLogContract.findShift,
    data && { params: { shiftId: data.shiftId } },
  );
  // One kept from before says nothing of it.
  const may = (data as Partial<EntryRead> | undefined)?.may;
  const looked = whole.data !== undefined || whole.error !== undefined;
  if (data && may?.amend && me && catalogue && looked) {
    const shift = whole.data ? viewOf(whole.data, me.personId) : shiftAround(data);
    return <Form me={me} entry={data} shift={shift} catalogue={catalogue} old={old} />;
  }
  return (
    <PageShell
      title="改这一条"
      status={state === 'ready' ? (may && !may.amend ? 'empty' : 'loading') : state}
      empty={{ title: '这一条不能改了', hint: '日志看过或者归档以后就不再改，要说明请找带班领导' }}
      fail={{ title: '这一条没取到', why: error?.message ?? '服务器没有回应，内容没丢' }}
      onRefresh={refresh}
    />
  );
}

interface FormProps {
  me: Profile;
  entry: EntryRead;
  shift: ShiftView;
  catalogue: DutyCatalogue;
  old: OutboxItem | undefined;
}

function useAmendForm(entry: EntryRead, old: OutboxItem | undefined) {
  const draft = useDraft<EntryForm>(old ? undefined : `amend:${entry.id}`);
  const { photos, add, remove, discard } = useDraftPhotos(draft, old && outboxPhotos(old.opId));
  const before = old ? amendmentAgain(old.body as Amending) : {};
  const form = { ...formOf(entry), ...before, ...draft.value, photos };
  return { ...draft, form, add, remove, discard };
}

async function send(entry: EntryRead, body: Amending, old: OutboxItem | undefined): Promise<void> {
  const act = { contract: dutyLogContract.amendEntry, title: '更正' };
  const photos = evidence(body.addedPhotos ?? []);
  if (old) await mend(old.opId, body, photos, act);
  else {
    const params = { entryId: entry.id };
    await enqueue({ ...act, params, body, recordKey: entry.id, photos });
  }
}

function Form({ me, entry, shift, catalogue, old }: FormProps) {
  const { form, change, add, remove, restored, discard, done } = useAmendForm(entry, old);
  const [saving, setSaving] = useState(false);
  const place = usePlace({ place: entry.place ?? undefined });
  const colleagues = withNamed(useColleagues(), entry);
  const handling = catalogue.handlings.find((one) => one.code === form.handling);
  const draft = needsOfficer(handling, me.kind);
  const act = entry.may.amendAct;
  const changes = changesOf(entry, form, { catalogue, shift, kind: me.kind, act });
  // A time that stands there already may lie outside of the shift.
  const retimed = form.time !== formOf(entry).time;
  const wrongTime = retimed ? lackingTime(shift, form.time) : undefined;
  const wrong = act ? (wrongTime ?? lackingIn(form, catalogue, me)) : undefined;
  const newDraft = act && draft && entry.state !== 'draft_for_officer';

  const addPhoto = async () => {
    const refusal = await add('camera');
    if (refusal) toast(refusal, 'bad');
  };
  const save = async () => {
    if (!changes) return;
    setSaving(true);
    if (!(await keptHere(() => send(entry, changes, old), '再存'))) {
      setSaving(false);
      return;
    }
    done();
    toastSent('改好了');
    goBack();
  };

  return (
    <PageShell
      title="改这一条"
      bottom={
        <Button
          block
          size={56}
          icon="check"
          busy={saving}
          lacks={changes ? wrong : '还没改'}
          onPress={() => void save()}
        >
          {newDraft ? '改成草稿' : old ? '改好，再送' : '改好'}
        </Button>
      }
    >
      <Restored shown={restored} onDiscard={discard} />
      {old?.error && <View className="t-sub c-bad">{old.error.message}</View>}
      <View className="t-cap">
        原来写的会留着，看得出谁什么时候改的。存过的照片不能去掉，这次补的点开可以去掉。
      </View>
      {!act && (
        <View className="t-sub c-warn">
          {`${entry.takenOverBy?.name ?? '执法员'}接手了，处置和执法员由接手的人改。`}
        </View>
      )}
      <Pictures photos={entry.photos} alt={`${entry.category.name}的照片`} />
      <EntryFields
        me={me}
        shift={shift}
        catalogue={catalogue}
        colleagues={colleagues}
        form={form}
        change={change}
        onPhoto={() => void addPhoto()}
        onPhotoGone={remove}
        place={place}
        at={retimed && form.time ? momentIn(shift, form.time) : Date.parse(entry.at)}
        draft={draft}
        amending={{ act }}
      />
    </PageShell>
  );
}
