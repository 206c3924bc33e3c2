import { authContract } from '@qiangji/shared-types';
import { usePagedResource, useResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { More } from '@/ui/more';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { whenText } from '@/shell/when';
import { holdingWord, readingWord } from '../../holdings.view';

/** What is held on me, and who looked at it. */
export default function HoldingsPage() {
  const me = useMe();
  const held = useResource(authContract.myHoldings, {});
  const readers = usePagedResource(authContract.listMyReaders, {});
  const refresh = () => Promise.all([held.refresh(), readers.refresh()]);
  return (
    <PageShell
      title="记在我名下的"
      status={held.state}
      onRefresh={refresh}
      fail={{ title: '没取到', why: held.error?.message ?? '服务器没有回应' }}
    >
      <Section title="名册上的我" note="不对的，找联络员改">
        <Card>
          <Cell plain title="姓名" value={me?.name} />
          <Cell plain title="职务" value={me?.post} />
          <Cell plain title="单位" value={me?.unitName} />
          <Cell plain title="执法证号" value={me?.enforcementId?.number ?? '无'} />
        </Card>
      </Section>
      <Section title="存着的记录">
        <Card>
          {held.data?.holdings.map(({ name, count }) => (
            <Cell key={name} plain title={holdingWord(name)} value={`${count} 条`} />
          ))}
        </Card>
      </Section>
      <Section title="谁看过" note="你自己看的不算">
        <Card>
          {readers.items.map((one) => (
            <Cell
              key={one.id}
              icon="eye"
              title={`${one.readerName}${readingWord(one.what)}`}
              meta={[one.readerUnit, whenText(one.at)]}
            />
          ))}
          {readers.items.length === 0 && (
            <Cell
              plain
              icon="eye"
              title={readers.state === 'offline' ? '连上网才看得到' : '还没有人看过'}
            />
          )}
        </Card>
        <More list={readers} text="再看 20 条" />
      </Section>
    </PageShell>
  );
}
