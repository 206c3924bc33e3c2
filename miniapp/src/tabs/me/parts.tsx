import type { PropsWithChildren } from 'react';
import { Text, View } from '@tarojs/components';
import { dayOf, orgContract, quizContract, type Profile } from '@qiangji/shared-types';
import { topicsUrl } from '@/features/quiz';
import { useNow } from '@/platform/clock';
import { sendNow, useOutbox } from '@/platform/outbox';
import { useResource } from '@/platform/resource';
import { whenText } from '@/shell/when';
import { Strength } from '@/ui/bar';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Icon, type IconName } from '@/ui/icon';
import { openPage, OUTBOX_PAGE } from '@/ui/nav';
import { Plate } from '@/ui/plate';
import { Section } from '@/ui/section';
import { idStateOf, initialOf, liaisonOf, strengthsOf, tooFew } from './me.view';

const MINUTE_MS = 60_000;

/** Who I am, and whether my enforcement ID is valid today. */
export function WhoPlate({ me }: { me: Profile }) {
  const id = idStateOf(me, dayOf(useNow(MINUTE_MS)));
  return (
    <Plate>
      <View className="me-who">
        <View className="me-who__mark">{initialOf(me.name)}</View>
        <View className="l-grow">
          <View className="t-head">{me.name}</View>
          <View className="t-sub me-who__post">{`${me.post} · ${me.unitName}`}</View>
        </View>
      </View>
      {id && (
        <View className="me-id t-sub">
          <Icon name="id-card" size={20} className="me-id__icon" />
          <Text className="me-id__text">{id.text}</Text>
          <Text className={`me-id__word--${id.tone}`}>{id.word}</Text>
        </View>
      )}
    </Plate>
  );
}

/** Whom to ask: a new phone, a wrong post, what the program is for. */
export function LiaisonCell({ me }: { me: Profile }) {
  const { data } = useResource(orgContract.listUnits, {});
  const liaison = liaisonOf(me.unitPath, data?.units ?? []);
  if (!liaison) return null;
  const value = liaison.personId === me.personId ? '就是你' : liaison.name;
  return <Cell plain icon="users" title="联络员" meta="换手机、信息不对找他" value={value} />;
}

/** What waits on this phone, with the way to send it at once. */
export function OutboxCell() {
  const { waiting, sending, rejected, sent } = useOutbox();
  const pending = [...waiting, ...sending];
  const photos = pending.filter((item) => item.photo).length;
  const records = pending.length - photos;
  const last = sent[0]?.sentAt;
  const meta = [
    last === undefined ? undefined : `上次送达 ${whenText(new Date(last).toISOString())}`,
    photos > 0 ? `照片 ${photos} 张` : undefined,
    rejected.length > 0 ? `被退回 ${rejected.length} 条` : undefined,
  ].filter((part) => part !== undefined);
  const open = () => openPage(OUTBOX_PAGE);
  if (rejected.length > 0) {
    const title = `被退回 ${rejected.length} 条`;
    return (
      <Card>
        <Cell
          icon="triangle-alert"
          tone="bad"
          title={title}
          meta="点开看原因，改了再送"
          onPress={open}
        />
      </Card>
    );
  }
  if (pending.length === 0) {
    return (
      <Card>
        <Cell icon="circle-check" tone="ok" title="记录都送到了" meta={meta} onPress={open} />
      </Card>
    );
  }
  return (
    <Card>
      <Cell
        icon="cloud-upload"
        tone="brand"
        title={records > 0 ? `待发送 ${records} 条` : `待发送照片 ${photos} 张`}
        meta={meta}
        right={
          <Button kind="s" size={44} onPress={sendNow}>
            现在发
          </Button>
        }
      />
      <Cell plain title="看都是哪些" onPress={open} />
    </Card>
  );
}

/** Mastery by topic, in counts: those right and likely right today of those met. */
export function MasteryCard() {
  const { data } = useResource(quizContract.listMastery, { query: {} });
  if (!data) return null;
  const lines = strengthsOf(data.topics);
  if (lines.length === 0) {
    return (
      <Section title="我的掌握">
        <Card>
          <Cell {...tooFew(data.topics)} icon="list-checks" onPress={() => openPage(topicsUrl)} />
        </Card>
      </Section>
    );
  }
  return (
    <Section title="我的掌握" note="稳住的 / 遇到的题" onMore={() => openPage(topicsUrl)}>
      <Card pad>
        <View className="me-strengths">
          {lines.map((line) => (
            <Strength key={line.code} name={line.name} have={line.have} of={line.of} />
          ))}
        </View>
      </Card>
    </Section>
  );
}

/** A setting with its choices at the right; under it where the font is large. */
export function Setting({
  icon,
  title,
  children,
}: PropsWithChildren<{ icon: IconName; title: string }>) {
  return (
    <View className="qj-li me-setting">
      <Icon name={icon} size={22} />
      <View className="t-body">{title}</View>
      <View className="me-setting__seg">{children}</View>
    </View>
  );
}
