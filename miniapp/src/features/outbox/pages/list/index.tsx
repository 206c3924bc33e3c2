import { View } from '@tarojs/components';
import { discard, heldBy, mend, sendNow, useOutbox, type OutboxItem } from '@/platform/outbox';
import { whenText } from '@/shell/when';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { useConfirm } from '@/ui/dialog';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { SentMark } from '@/ui/sent-mark';
import { toast } from '@/ui/toast';
import { bodyAgain, bodyAsSpecial, bodyForOfficer, heldWords, mendPageOf } from '../../outbox.view';
import { givenUp, isOver, lossOf, mayResend, placeOf, reasonsOf, saidOf } from '../../refused.view';
import '../../outbox.scss';

/** `held`: by one that came back. */
function Line({ item, held = false }: { item: OutboxItem; held?: boolean }) {
  const at = item.sentAt === undefined ? item.deviceAt : new Date(item.sentAt).toISOString();
  const meta = [`${item.sentAt === undefined ? '记于' : '送达'} ${whenText(at)}`];
  if (held) meta.push('等被退回的那条');
  if (item.state === 'waiting' && item.attempts > 0) meta.push(`试过 ${item.attempts} 次`);
  return (
    <Cell
      icon={item.photo ? 'image' : 'file-text'}
      title={item.title}
      meta={meta}
      right={<SentMark state={item.state} />}
    />
  );
}

interface RejectedProps {
  item: OutboxItem;
  /** Of a picture, what it belongs to. */
  record: OutboxItem | undefined;
  /** What waits for it. */
  held: readonly OutboxItem[];
  onGiveUp: () => void;
}

/** What came back: why, what waits for it, and what can be done about it. */
function Rejected({ item, record, held, onGiveUp }: RejectedProps) {
  const page = mendPageOf(item);
  const draft = bodyForOfficer(item);
  const special = bodyAsSpecial(item);
  const place = page === undefined ? placeOf(item, record) : undefined;
  const said = saidOf(item);
  const loss = isOver(item) ? undefined : lossOf(item, record);
  const resend = (body: object) => {
    mend(item.opId, body).catch(() => toast('没能再送，请稍后再试', 'bad'));
  };
  return (
    <View className="qj-li outbox-rejected">
      <View className="l-row l-between g-8 l-wrap">
        <View className="t-body t-b">{item.title}</View>
        <SentMark state={item.state} />
      </View>
      <View className="t-cap c-ink-3">{`记于 ${whenText(item.deviceAt)}`}</View>
      {said && <View className="t-sub">{`“${said}”`}</View>}
      {reasonsOf(item).map((reason) => (
        <View key={reason} className="t-sub c-bad">
          {reason}
        </View>
      ))}
      {loss && <View className="t-cap">{loss}</View>}
      {held.length > 0 && <View className="t-sub">{heldWords(held)}</View>}
      <View className="l-row l-wrap g-8">
        {page && (
          <Button size={44} label={`去改 ${item.title}`} onPress={() => openPage(page)}>
            去改
          </Button>
        )}
        {place && (
          <Button
            kind="s"
            size={44}
            label={`${place.label} ${item.title}`}
            onPress={() => openPage(place.url)}
          >
            {place.label}
          </Button>
        )}
        {draft && (
          <Button size={44} onPress={() => resend(draft)}>
            转给执法员
          </Button>
        )}
        {special && (
          <Button size={44} onPress={() => resend(special)}>
            作专项督察送
          </Button>
        )}
        {isOver(item) ? (
          <Button
            kind="o"
            size={44}
            label={`知道了 ${item.title}`}
            onPress={() => discard(item.opId)}
          >
            知道了
          </Button>
        ) : (
          <>
            {mayResend(item) && (
              <Button
                kind="s"
                size={44}
                label={`再送一次 ${item.title}`}
                onPress={() => resend(bodyAgain(item))}
              >
                再送一次
              </Button>
            )}
            <Button kind="o" size={44} label={`不要了 ${item.title}`} onPress={onGiveUp}>
              不要了
            </Button>
          </>
        )}
      </View>
    </View>
  );
}

/** Everything done on this phone: what came back, what waits, what has arrived. */
export default function OutboxPage() {
  const { waiting, sending, rejected, sent } = useOutbox();
  const [dialog, ask] = useConfirm();
  const pending = [...sending, ...waiting];
  const all = [...rejected, ...pending, ...sent];
  const heldOf = new Map(rejected.map((one) => [one.opId, heldBy(all, one)]));
  const held = new Set([...heldOf.values()].flat());
  const recordOf = ({ parent }: OutboxItem) => all.find(({ opId }) => opId === parent);
  const giveUp = async (item: OutboxItem) => {
    const sure = await ask({
      title: `不要“${item.title}”了`,
      text: givenUp(item, recordOf(item)),
      yes: '删掉',
      no: '先留着',
      danger: true,
    });
    if (sure) discard(item.opId);
  };
  const none = pending.length + rejected.length + sent.length === 0;
  return (
    <PageShell
      title="待发送"
      status={none ? 'empty' : 'ready'}
      empty={{ title: '没有等着送的', hint: '离线时记的都先存在这里，连上网自己送' }}
      bottom={
        pending.length > 0 ? (
          <Button block size={56} icon="cloud-upload" onPress={sendNow}>
            现在发
          </Button>
        ) : undefined
      }
    >
      {rejected.length > 0 && (
        <Section title={`被退回 ${rejected.length}`} note="改了再送，或者不要了">
          <Card>
            {rejected.map((item) => (
              <Rejected
                key={item.opId}
                item={item}
                record={recordOf(item)}
                held={heldOf.get(item.opId) ?? []}
                onGiveUp={() => void giveUp(item)}
              />
            ))}
          </Card>
        </Section>
      )}
      {pending.length > 0 && (
        <Section title={`等着送 ${pending.length}`} note="先记录，后照片">
          <Card>
            {pending.map((item) => (
              <Line key={item.opId} item={item} held={held.has(item)} />
            ))}
          </Card>
        </Section>
      )}
      {sent.length > 0 && (
        <Section title={`已送达 ${sent.length}`} note="三天内的">
          <Card>
            {sent.slice(0, 50).map((item) => (
              <Line key={item.opId} item={item} />
            ))}
          </Card>
        </Section>
      )}
      {dialog}
    </PageShell>
  );
}
