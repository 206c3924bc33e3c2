import { useState } from 'react';
import { Text, View } from '@tarojs/components';
import type { ReviewWeek } from '@qiangji/shared-types';
import { urlOf } from '@/shell/page-links';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { openPage } from '@/ui/nav';
import { heading } from '@/ui/press/a11y';
import { TalkRow } from '@/ui/talk-row';
import { Trend } from '@/ui/trend';
import { MIN_POINTS, PAGES, trendPoints, waitingText, type Waits } from '../review.view';
import './week-cards.scss';

/** More than this of what waits is folded away. */
const SHOWN = 3;

function Head({ title, note }: { title: string; note?: string }) {
  return (
    <View className="rv-card-head">
      <View className="t-head" {...heading(2)}>
        {title}
      </View>
      {note && <Text className="rv-card-note">{note}</Text>}
    </View>
  );
}

interface WaitingCardProps {
  waiting: ReviewWeek['waiting'];
  /** At first only what waits so, and all of it: somebody came for its number. */
  waits?: Waits | undefined;
}

/** What waits: for the leader, or for one of their people. */
export function WaitingCard({ waiting: every, waits }: WaitingCardProps) {
  const [only, setOnly] = useState(waits);
  const [all, setAll] = useState(waits !== undefined);
  const waiting = only ? every.filter(({ kind }) => kind === only) : every;
  const rest = every.length - waiting.length;
  const shown = all ? waiting : waiting.slice(0, SHOWN);
  return (
    <Card>
      <Head title={`要办的 ${waiting.length}`} note={waitingText(waiting.map((one) => one.kind))} />
      {waiting.length === 0 && <Cell plain icon="circle-check" tone="ok" title="没有等着办的" />}
      {shown.map(({ kind, title, meta, link }, index) => (
        <Cell
          key={`${link?.id ?? index} ${kind}`}
          icon={kind === 'correction_overdue' ? 'triangle-alert' : 'clock-alert'}
          tone={kind === 'correction_overdue' ? 'bad' : 'warn'}
          title={title}
          meta={meta.split('，')}
          onPress={link ? () => openPage(urlOf(link)) : undefined}
        />
      ))}
      {rest > 0 && <Cell plain title={`另外 ${rest} 条`} onPress={() => setOnly(undefined)} />}
      {waiting.length > SHOWN && !all && (
        <Cell plain title={`另外 ${waiting.length - SHOWN} 条`} onPress={() => setAll(true)} />
      )}
    </Card>
  );
}

/** Who is worth a talk and why: a question to begin with, not a verdict. */
export function TalkCard({
  talks,
  onPerson,
}: Pick<ReviewWeek, 'talks'> & { onPerson: (personId: string) => void }) {
  return (
    <Card>
      <Head title={`值得聊一聊 ${talks.length}`} note="先问情况，再说事" />
      {talks.length === 0 && <Cell plain title="这一周没有特别要聊的" />}
      {talks.map(({ personId, name, reason }) => (
        <TalkRow
          key={personId}
          name={name}
          reason={reason.text}
          onPress={() => onPerson(personId)}
        />
      ))}
    </Card>
  );
}

/** 督察合格项率 over eight weeks, each with its count; weeks without a check are gaps. */
export function TrendCard({ week: { unit, trend, to } }: { week: ReviewWeek }) {
  const points = trendPoints(trend);
  const known = points.filter((point) => point.value !== undefined);
  const last = trend[trend.length - 1]?.passed;
  const note = last ? `这周查 ${last.of} 项，合格 ${last.have} 项` : '这周没有督察';
  return (
    <Card pad>
      <Head title="督察合格项率" note={note} />
      {known.length >= MIN_POINTS ? (
        <Trend
          title="督察合格项率"
          points={points}
          unit="项"
          gapNote={known.length < points.length ? '斜线的周没有督察，不算作零' : undefined}
        />
      ) : (
        <Text className="rv-card-note">八周里督察不到三周，攒够了再画线</Text>
      )}
      {known.length > 0 && (
        <Cell plain title="看这些督察" onPress={() => openPage(PAGES.checks(unit, trend, to))} />
      )}
    </Card>
  );
}
