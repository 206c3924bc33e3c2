import { View } from '@tarojs/components';
import { feedbackContract } from '@qiangji/shared-types';
import { useOutbox } from '@/platform/outbox';
import { usePagedResource } from '@/platform/resource';
import { whenText } from '@/shell/when';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { openPage } from '@/ui/nav';
import { More } from '@/ui/more';
import { PageShell } from '@/ui/page-shell';
import { SentMark } from '@/ui/sent-mark';
import { headOf } from '../../feedback.view';
import { Letter } from '../../letter';

const WRITE_PAGE = '/features/feedback/pages/write/index';

/** What I sent, with state and answer; what has not arrived yet stands first. */
export default function MyFeedbackPage() {
  const { state, items, error, refresh, hasMore, loadMore, loadingMore } = usePagedResource(
    feedbackContract.listMine,
    {},
    { refreshAfter: [feedbackContract.send] },
  );
  const { waiting, sending, rejected } = useOutbox();
  const onPhone = [...rejected, ...sending, ...waiting].filter(
    (item) => item.routeId === feedbackContract.send.id,
  );
  const status = onPhone.length > 0 && state !== 'loading' ? 'ready' : state;
  const none = status === 'ready' && items.length + onPhone.length === 0;
  return (
    <PageShell
      title="投诉建议"
      status={none ? 'empty' : status}
      onRefresh={refresh}
      empty={{
        title: '还没有写过',
        hint: '写给行动办，可以不留名，答复会送到收件箱',
        action: '写一条',
        onAction: () => openPage(WRITE_PAGE),
      }}
      fail={{ title: '没取到', why: error?.message ?? '服务器没有回应' }}
      bottom={
        <Button block size={56} icon="pencil-line" onPress={() => openPage(WRITE_PAGE)}>
          写一条
        </Button>
      }
    >
      {onPhone.length > 0 && (
        <Card>
          {onPhone.map((item) => (
            <Cell
              key={item.opId}
              title={headOf((item.body as { text?: string } | undefined)?.text ?? item.title)}
              meta={item.error?.message ?? `记于 ${whenText(item.deviceAt)}`}
              right={<SentMark state={item.state} />}
              onPress={
                item.state === 'rejected'
                  ? () => openPage(`${WRITE_PAGE}?mend=${item.opId}`)
                  : undefined
              }
            />
          ))}
        </Card>
      )}
      {items.length > 0 && (
        <Card>
          {items.map((letter) => (
            <View key={letter.id} className="qj-li feedback-item">
              <Letter letter={letter} />
            </View>
          ))}
        </Card>
      )}
      <More list={{ hasMore, loadingMore, loadMore }} text="再看 20 条" />
    </PageShell>
  );
}
