import { useState } from 'react';
import { NOTICES_AT_ONCE, noticeContract, type Notice } from '@qiangji/shared-types';
import { enqueue } from '@/platform/outbox';
import { usePagedResource } from '@/platform/resource';
import { pageOfLink } from '@/shell/notice-links';
import { whenText } from '@/shell/when';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import type { IconName } from '@/ui/icon';
import { openPage } from '@/ui/nav';
import { More } from '@/ui/more';
import { PageShell } from '@/ui/page-shell';
import { Tag } from '@/ui/tag';
import { toast } from '@/ui/toast';

const ICONS: Record<string, IconName> = {
  answer: 'message-square',
  result: 'clipboard-check',
  handover: 'clock-arrow-up',
  rota: 'calendar',
  returned: 'rotate-ccw',
  finding: 'flag',
  draft: 'file-text',
  incident: 'siren',
  late: 'clock-alert',
  correction_overdue: 'clock-alert',
};

/** The inbox: opening a line marks it as read and leads to what it is about. */
export default function InboxPage() {
  const { state, items, error, refresh, hasMore, loadMore, loadingMore } = usePagedResource(
    noticeContract.listMine,
    {},
    { refreshAfter: [noticeContract.markRead] },
  );
  // Read on this phone, though the service may not know yet.
  const [opened, setOpened] = useState<readonly string[]>([]);
  const isNew = (one: Notice) => one.readAt === null && !opened.includes(one.id);

  const read = async (notices: readonly Notice[]) => {
    const noticeIds = notices.filter(isNew).map((one) => one.id);
    if (noticeIds.length === 0) return;
    setOpened((known) => [...known, ...noticeIds]);
    try {
      for (let at = 0; at < noticeIds.length; at += NOTICES_AT_ONCE) {
        await enqueue({
          contract: noticeContract.markRead,
          body: { noticeIds: noticeIds.slice(at, at + NOTICES_AT_ONCE) },
          recordKey: `notices:${noticeIds[at]}`,
          title: '已看通知',
        });
      }
    } catch {
      toast('手机存满了，没记下已看', 'bad');
    }
  };
  const open = (notice: Notice) => {
    void read([notice]);
    const page = pageOfLink(notice.link);
    if (page) openPage(page);
  };

  return (
    <PageShell
      title="收件箱"
      status={state}
      onRefresh={refresh}
      empty={{ title: '还没有通知', hint: '督察结果、交接班、答复会送到这里' }}
      fail={{ title: '收件箱没取到', why: error?.message ?? '服务器没有回应' }}
      bottom={
        items.some(isNew) ? (
          <Button kind="o" block onPress={() => void read(items)}>
            都看过了
          </Button>
        ) : undefined
      }
    >
      <Card>
        {items.map((one) => (
          <Cell
            key={one.id}
            icon={ICONS[one.kind] ?? 'bell'}
            title={one.title}
            meta={[whenText(one.at), one.text]}
            right={isNew(one) ? <Tag tone="brand">没看</Tag> : undefined}
            onPress={() => open(one)}
          />
        ))}
      </Card>
      <More list={{ hasMore, loadingMore, loadMore }} text="再看 20 条" />
    </PageShell>
  );
}
