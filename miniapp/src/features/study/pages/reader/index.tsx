import { useRouter } from '@tarojs/taro';
import { studyContract } from '@qiangji/shared-types';
import { useResource } from '@/platform/resource';
import { PageShell } from '@/ui/page-shell';
import { Reader } from '../../components/reader';

/** One piece: its sections one after the other, then its check questions. */
export default function ReaderPage() {
  const { slug = '', section } = useRouter().params;
  const { state, data, error, refresh } = useResource(
    studyContract.findPiece,
    { params: { slug } },
    { refreshAfter: [studyContract.appendProgress] },
  );
  if (state === 'ready' && data) {
    const asked = section === undefined ? undefined : Number(section);
    return <Reader key={`${data.slug} ${data.version}`} piece={data} asked={asked} />;
  }
  const fail = { title: '这一篇没取到', why: error?.message ?? '服务器没有回应，读过的进度都在' };
  return <PageShell title="学习" status={state} fail={fail} onRetry={() => void refresh()} />;
}
