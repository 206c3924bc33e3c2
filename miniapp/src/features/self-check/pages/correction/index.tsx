import { useState } from 'react';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import {
  clockOf,
  dayOf,
  mayReadOriginal,
  selfCheckContract,
  type Correction,
  SELF_CHECK_NAMES,
} from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { useDraft, useDraftPhotos, type FormPhoto } from '@/platform/draft';
import { enqueue, mend, outboxPhotos, unsent, useOutbox } from '@/platform/outbox';
import { useResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { TextField } from '@/ui/field';
import { goBack } from '@/ui/nav';
import { keptHere } from '@/ui/kept';
import { PageShell } from '@/ui/page-shell';
import { PhotoRow } from '@/ui/photo-row';
import { Plate } from '@/ui/plate';
import { Restored } from '@/ui/restored';
import { Section } from '@/ui/section';
import { toast, toastSent } from '@/ui/toast';
import { Pictures } from '@/ui/pictures';
import { closingIds, dateText, dueText, stateOf } from '../../correction.view';

const STATE = {
  normal: { text: '待改', dot: 'none' },
  due: { text: '今天要改好', dot: 'warn' },
  overdue: { text: '已超期', dot: 'bad' },
  done: { text: '改好了', dot: 'ok' },
} as const;

/** One correction: what is wrong, what right looks like, by when; and closing it. */
export default function CorrectionPage() {
  const { id = '', mend: mended } = useRouter().params;
  // One that came back is mended rather than closed a second time.
  const [old] = useState(() =>
    unsent().find(
      ({ opId, state, routeId, recordKey }) =>
        state === 'rejected' &&
        (opId === mended || (routeId === selfCheckContract.closeCorrection.id && recordKey === id)),
    ),
  );
  const { state, data, error, refresh } = useResource(
    selfCheckContract.findCorrection,
    { params: { correctionId: id } },
    { refreshAfter: [selfCheckContract.closeCorrection] },
  );
  const draft = useDraft<{ note: string; photos: FormPhoto[] }>(
    old ? undefined : `correction:${id}`,
  );
  const { photos, add, remove, discard } = useDraftPhotos(draft, old && outboxPhotos(old.opId));
  const { note = (old?.body as { note?: string } | undefined)?.note ?? '' } = draft.value;
  const [busy, setBusy] = useState(false);
  const me = useMe();
  const { waiting, sending } = useOutbox();
  const today = dayOf(now());
  const standing = data && stateOf(data, closingIds([...waiting, ...sending]), today);
  const mine = data?.personId === me?.personId;
  const original = mayReadOriginal(me, data?.personId);

  const addPhoto = async () => {
    const refusal = await add('camera');
    if (refusal) toast(refusal, 'bad');
  };
  const close = async (one: Correction) => {
    setBusy(true);
    const refs = photos.map(({ mediaId, sha256 }) => ({ mediaId, sha256 }));
    const body = { ...(note.trim() ? { note: note.trim() } : {}), photos: refs };
    const sent = refs.map((ref) => ({ ...ref, purpose: 'evidence' as const }));
    const keep = () =>
      old
        ? mend(old.opId, body, sent)
        : enqueue({
            contract: selfCheckContract.closeCorrection,
            params: { correctionId: one.id },
            body,
            recordKey: one.id,
            title: `改好：${one.itemName}`,
            photos: sent,
          });
    if (!(await keptHere(keep, '再交'))) {
      setBusy(false);
      return;
    }
    draft.done();
    toastSent('记下了，这条改好了');
    goBack();
  };

  return (
    <PageShell
      title={mine ? '要改的' : '队员要改的'}
      status={state}
      fail={{ title: '这一条没取到', why: error?.message ?? '服务器没有回应，内容没丢' }}
      onRefresh={refresh}
      bottom={
        data &&
        mine &&
        standing !== 'done' && (
          <Button block size={56} icon="check" busy={busy} onPress={() => void close(data)}>
            改好了
          </Button>
        )
      }
    >
      {data && standing && (
        <>
          <Plate
            state={STATE[standing].text}
            dot={STATE[standing].dot}
            figure={dueText(data.dueOn, today).main}
            figureNote={`${dateText(data.dueOn)}前改好`}
            facts={[
              { icon: 'user', text: data.personName, more: SELF_CHECK_NAMES[data.kind] },
              { icon: 'calendar', text: `${dateText(data.foundOn)}自查发现` },
            ]}
          />
          <Section title={data.itemName} note={data.topicName}>
            <Card pad>
              {data.note && <View className="t-body">{data.note}</View>}
              <View className="t-sub">{`合格的样子：${data.look}`}</View>
              <Pictures photos={data.photos} alt={`${data.itemName}的照片`} original={original} />
            </Card>
          </Section>
          {data.doneAt && (
            <Section title="怎么改的" note={clockOf(Date.parse(data.doneAt))}>
              <Card pad>
                <View className="t-body">{data.doneNote ?? '没有写'}</View>
                <Pictures photos={data.donePhotos} alt="改好后的照片" original={original} />
              </Card>
            </Section>
          )}
          {mine && standing !== 'done' && (
            <Section title="怎么改的" note="可不填">
              <Card pad>
                <View className="l-col g-12">
                  <Restored shown={draft.restored} onDiscard={discard} />
                  <PhotoRow
                    photos={photos.map(({ mediaId, url }) => ({
                      id: mediaId,
                      src: url,
                      alt: '改好后的照片',
                    }))}
                    onAdd={() => void addPhoto()}
                    onRemove={remove}
                    addText="拍照"
                    max={4}
                  />
                  <TextField
                    label="怎么改的"
                    hideLabel
                    placeholder="补一句，可不填"
                    value={note}
                    max={200}
                    onChange={(words) => draft.change({ note: words })}
                  />
                </View>
              </Card>
            </Section>
          )}
        </>
      )}
    </PageShell>
  );
}
