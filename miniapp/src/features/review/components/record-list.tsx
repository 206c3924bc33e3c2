import { reviewContract, type ReviewRecord, type ReviewRecordKind } from '@qiangji/shared-types';
import { usePagedResource, type PagedResource } from '@/platform/resource';
import { urlOf } from '@/shell/page-links';
import { dateText } from '@/shell/when';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import type { IconName } from '@/ui/icon';
import { More } from '@/ui/more';
import { openPage } from '@/ui/nav';
import { Empty } from '@/ui/empty';
import { Fail } from '@/ui/fail';
import { Skeleton } from '@/ui/skeleton';
import { emptyText, type Span } from '../review.view';

const ICONS: Record<ReviewRecordKind, IconName> = {
  study: 'book-open',
  mastery: 'circle-check',
  practice: 'book-x',
  readiness: 'list-checks',
  logs: 'notebook-pen',
  spot_check: 'clipboard-check',
  shifts: 'shield',
  corrections: 'pencil-line',
  overdue: 'pencil-line',
};

export function useRecords(
  personId: string,
  kind: ReviewRecordKind,
  { from, to }: Span,
  topic?: string,
) {
  return usePagedResource(
    reviewContract.listRecords,
    personId
      ? { params: { personId }, query: { kind, from, to, ...(topic ? { topic } : {}) } }
      : undefined,
    // Other people's records are looked at, not carried about.
    { keep: false },
  );
}

/** What came of a list so far, and the way to the rest of it. */
export function Records({
  kind,
  list,
}: {
  kind: ReviewRecordKind;
  list: PagedResource<ReviewRecord>;
}) {
  return (
    <>
      <Card>
        {list.items.map(({ id, day, title, meta, tone, link }) => (
          <Cell
            key={id}
            icon={ICONS[kind]}
            tone={tone === 'plain' ? undefined : tone}
            title={title}
            meta={[dateText(day), ...meta.split('，')]}
            onPress={link ? () => openPage(urlOf(link)) : undefined}
          />
        ))}
      </Card>
      <More list={list} text="再看一些" />
    </>
  );
}

interface RecordListProps {
  personId: string;
  kind: ReviewRecordKind;
  span: Span;
}

/** The records behind a figure, in a drawer. */
export function RecordList({ personId, kind, span }: RecordListProps) {
  const list = useRecords(personId, kind, span);
  const { state, items, error, refresh } = list;
  if (items.length > 0) return <Records kind={kind} list={list} />;
  if (state === 'empty') return <Empty {...emptyText(kind)} />;
  if (state === 'loading') return <Skeleton rows={4} />;
  return (
    <Fail
      title="记录没取到"
      why={error?.message ?? '现在没有网络，连上后再看'}
      onRetry={() => void refresh()}
    />
  );
}
