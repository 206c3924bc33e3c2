import { useState } from 'react';
import { FEEDBACK_MAX_PHOTOS, feedbackContract } from '@qiangji/shared-types';
import { useDraft, useDraftPhotos, type FormPhoto } from '@/platform/draft';
import { enqueue, mend, outboxPhotos } from '@/platform/outbox';
import { useMended } from '@/platform/outbox/use-mended';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { TextField } from '@/ui/field';
import { goBack } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { PhotoRow } from '@/ui/photo-row';
import { Restored } from '@/ui/restored';
import { Section } from '@/ui/section';
import { Switch } from '@/ui/switch';
import { toast, toastSent } from '@/ui/toast';

interface Letter {
  text: string;
  anonymous: boolean;
  photos: FormPhoto[];
}

/** Writes to the campaign office; also mends a letter that came back. */
export default function WriteFeedbackPage() {
  const old = useMended();
  const before = (old?.body ?? {}) as Partial<Letter>;
  // What came back stays in the outbox until it was mended: it needs no second copy.
  const draft = useDraft<Letter>(old ? undefined : 'feedback');
  const { photos, add, remove, discard } = useDraftPhotos(draft, old && outboxPhotos(old.opId));
  const { text = before.text ?? '', anonymous = before.anonymous ?? false } = draft.value;
  const { restored, change } = draft;
  const [busy, setBusy] = useState(false);

  const addPhoto = async () => {
    const refusal = await add('either');
    if (refusal) toast(refusal, 'bad');
  };
  const send = async () => {
    setBusy(true);
    const mediaIds = photos.map((photo) => photo.mediaId);
    const body = { text: text.trim(), anonymous, mediaIds };
    const sent = photos.map(({ mediaId, sha256 }) => ({
      mediaId,
      sha256,
      purpose: 'feedback' as const,
    }));
    try {
      if (old) await mend(old.opId, body, sent);
      else {
        await enqueue({
          contract: feedbackContract.send,
          body,
          recordKey: `feedback:${Date.now()}`,
          title: '投诉建议',
          photos: sent,
        });
      }
      draft.done();
      toastSent('已存下，连上网就送');
      goBack();
    } catch {
      setBusy(false);
      toast('手机存满了，没存下，请清理后再写', 'bad');
    }
  };

  return (
    <PageShell
      title={old ? '改一改再送' : '写一条'}
      bottom={
        <Button
          block
          size={56}
          busy={busy}
          lacks={text.trim() === '' ? '还没写内容' : undefined}
          onPress={() => void send()}
        >
          送给行动办
        </Button>
      }
    >
      <Restored shown={restored} onDiscard={discard} />
      <Section title="投诉或建议">
        <Card pad>
          <TextField
            label="内容"
            hideLabel
            multiline
            max={1000}
            placeholder="哪儿不合理、想怎么改，写清楚就行"
            value={text}
            onChange={(words) => change({ text: words })}
          />
        </Card>
      </Section>
      <Section title="照片" note="不是必须">
        <Card pad>
          <PhotoRow
            photos={photos.map((photo) => ({
              id: photo.mediaId,
              src: photo.url,
              alt: '附的照片',
            }))}
            max={FEEDBACK_MAX_PHOTOS}
            onAdd={() => void addPhoto()}
            onRemove={remove}
          />
        </Card>
      </Section>
      <Card>
        <Cell
          title="不留名"
          meta="行动办看不到你的姓名和单位，答复照样送到"
          right={
            <Switch label="不留名" on={anonymous} onChange={(on) => change({ anonymous: on })} />
          }
        />
      </Card>
    </PageShell>
  );
}
