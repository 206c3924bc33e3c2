import { useRouter } from '@tarojs/taro';
import { spotCheckContract } from '@qiangji/shared-types';
import { usePagedResource } from '@/platform/resource';
import { dateText } from '@/shell/when';
import { More } from '@/ui/more';
import { PageShell } from '@/ui/page-shell';
import { CheckList } from '../../components/check-list';

/** Sealed checks of one unit in a span of days: what a figure of 督察 is made of. */
export default function ListPage() {
  const { unit = '', name = '', from = '', to = '' } = useRouter().params;
  const checks = usePagedResource(spotCheckContract.listChecks, {
    query: { view: 'unit', status: 'sealed', unitPath: decodeURIComponent(unit), from, to },
  });
  return (
    <PageShell
      title={`${decodeURIComponent(name)} 督察`}
      sub={from && to ? `${dateText(from)}–${dateText(to)}` : undefined}
      status={checks.state}
      empty={{ title: '这几周没有督察', hint: '没有数据，不算作零' }}
      fail={{ title: '督察没取到', why: checks.error?.message ?? '服务器没有回应，内容没丢' }}
      onRefresh={checks.refresh}
    >
      <CheckList checks={checks.items} unitPath={decodeURIComponent(unit)} />
      <More list={checks} text="再看一些" />
    </PageShell>
  );
}
