import { clockOf, dutyLogContract } from '@qiangji/shared-types';
import { usePagedResource } from '@/platform/resource';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { openPage } from '@/ui/nav';
import { More } from '@/ui/more';
import { PageShell } from '@/ui/page-shell';
import { dayText } from '../../log.view';
import { PAGES } from '../../routes';

/** Auxiliaries' drafts of the squadron that wait for an officer. */
export default function DraftsPage() {
  const list = usePagedResource(
    dutyLogContract.listDrafts,
    { query: {} },
    { refreshAfter: [dutyLogContract.takeOverDraft] },
  );
  return (
    <PageShell
      title="待接草稿"
      sub="协管员记的，要执法员办"
      status={list.state}
      empty={{ title: '没有等着接的草稿', hint: '协管员看到要执法的事，会存成草稿放在这里' }}
      fail={{ title: '草稿没取到', why: list.error?.message ?? '服务器没有回应，内容没丢' }}
      onRefresh={list.refresh}
    >
      <Card>
        {list.items.map((entry) => (
          <Cell
            key={entry.id}
            icon="notebook-pen"
            title={`${entry.category.name}，拟${entry.handling.name}`}
            meta={[
              `${entry.author.name} ${dayText(entry.day)} ${clockOf(Date.parse(entry.at))}`,
              entry.text ?? undefined,
            ]}
            value={entry.photos.length > 0 ? `${entry.photos.length} 张` : undefined}
            onPress={() => openPage(PAGES.draft(entry.id))}
          />
        ))}
      </Card>
      <More list={list} text="再看一些" />
    </PageShell>
  );
}
