import { useState } from 'react';
import { dayOf, __camel__Contract } from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { newId } from '@/platform/ids';
import { enqueue } from '@/platform/outbox';
import { usePagedResource } from '@/platform/resource';
import { dateText, whenText } from '@/shell/when';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { TextField } from '@/ui/field';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { toast, toastSent } from '@/ui/toast';
import { daysOf } from '../../__kebab__.view';

/** One's own entries by day; a new one is kept on the phone first and sent when it can be. */
export default function __Pascal__ListPage() {
  const { state, items, error, refresh, hasMore, loadMore, loadingMore } = usePagedResource(
    __camel__Contract.listEntries,
    {},
    { refreshAfter: [__camel__Contract.appendEntry] },
  );
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);

  const write = async () => {
    setBusy(true);
    try {
      await enqueue({
        contract: __camel__Contract.appendEntry,
        body: { day: dayOf(now()), text: text.trim() },
        recordKey: `__kebab__:${newId()}`,
        title: '记录',
      });
      setText('');
      toastSent('已存下，连上网就送');
    } catch {
      toast('手机存满了，没存下，请清理后再写', 'bad');
    } finally {
      setBusy(false);
    }
  };

  return (
    <PageShell
      title="记录"
      status={state === 'empty' ? 'ready' : state}
      onRefresh={refresh}
      fail={{ title: '记录没取到', why: error?.message ?? '服务器没有回应' }}
      bottom={
        <Button
          block
          size={56}
          busy={busy}
          lacks={text.trim() === '' ? '还没写内容' : undefined}
          onPress={() => void write()}
        >
          记一条
        </Button>
      }
    >
      <Card pad>
        <TextField label="今天的事" multiline max={500} value={text} onChange={setText} />
      </Card>
      {daysOf(items).map(({ day, entries }) => (
        <Section key={day} title={dateText(day)}>
          <Card>
            {entries.map((entry) => (
              <Cell key={entry.id} title={entry.text} meta={`记于 ${whenText(entry.writtenAt)}`} />
            ))}
          </Card>
        </Section>
      ))}
      {hasMore && (
        <Button kind="o" block busy={loadingMore} onPress={() => void loadMore()}>
          再看 20 条
        </Button>
      )}
    </PageShell>
  );
}
