import { useRouter } from '@tarojs/taro';
import { reviewRecordKinds } from '@qiangji/shared-types';
import { PageShell } from '@/ui/page-shell';
import { Records, useRecords } from '../../components/record-list';
import { emptyText, RECORD_NAMES, whenText } from '../../review.view';

/** The records behind one figure of one person. */
export default function RecordsPage() {
  const { id = '', name = '', kind: asked, from = '', to = '', ...more } = useRouter().params;
  const { topic, topicName = '' } = more;
  const kind = reviewRecordKinds.find((one) => one === asked) ?? 'logs';
  const list = useRecords(id, kind, { from, to }, topic);
  return (
    <PageShell
      title={`${decodeURIComponent(name)} ${RECORD_NAMES[kind]}`}
      sub={[decodeURIComponent(topicName), from && to ? whenText(kind, { from, to }, topic) : '']
        .filter(Boolean)
        .join(' · ')}
      status={list.state}
      empty={emptyText(kind)}
      fail={{ title: '记录没取到', why: list.error?.message ?? '服务器没有回应，内容没丢' }}
      onRefresh={list.refresh}
    >
      <Records kind={kind} list={list} />
    </PageShell>
  );
}
