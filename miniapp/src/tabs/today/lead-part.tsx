import type { LeaderLook, LeaderPart } from '@qiangji/shared-types';
import { urlOf } from '@/shell/page-links';
import { Card } from '@/ui/card';
import { Cell, type CellProps } from '@/ui/cell';
import { openPage } from '@/ui/nav';
import { Section } from '@/ui/section';
import { TalkRow } from '@/ui/talk-row';

const WEEK = '/features/review/pages/week/index';
const personPage = (id: string) => `/features/review/pages/person/index?id=${id}`;

const ICONS: Record<LeaderLook['kind'], Pick<CellProps, 'icon' | 'tone'>> = {
  correction: { icon: 'triangle-alert', tone: 'bad' },
  log: { icon: 'clock-alert', tone: 'warn' },
  sample: { icon: 'notebook-pen' },
};

function Look({ look }: { look: LeaderLook }) {
  return (
    <Cell
      {...ICONS[look.kind]}
      title={look.title}
      meta={look.meta.split('，')}
      onPress={() => openPage(urlOf(look.link))}
    />
  );
}

/** What waits for a leader: the odd ones, a drawn sample, and whom to talk to. */
export function LeadPart({ lead }: { lead: LeaderPart }) {
  const { unit, looks, sample, others, talks } = lead;
  const week = `${WEEK}?unit=${encodeURIComponent(unit.path)}`;
  // An answer kept from before there were more has no count of them.
  const more = (lead as Partial<LeaderPart>).moreUnread ?? 0;
  return (
    <>
      <Section
        title={`要你看的 ${looks.length + more} 条`}
        note={looks.length > 0 ? '有异常的' : undefined}
      >
        <Card>
          {looks.length + more === 0 && (
            <Cell plain icon="circle-check" tone="ok" title="没有异常的" />
          )}
          {looks.map((look) => (
            <Look key={`${look.kind} ${look.link.id}`} look={look} />
          ))}
          {more > 0 && (
            <Cell
              icon="clock-alert"
              title={`前些天还有 ${more} 条有异常的没看`}
              meta="在队伍一周的要办的里"
              onPress={() => openPage(week)}
            />
          )}
        </Card>
      </Section>
      {sample.length > 0 && (
        <Section
          title={`抽看 ${sample.length} 条`}
          note={others > 0 ? `系统抽的，其余 ${others} 条不用签` : '系统抽的'}
        >
          <Card>
            {sample.map((look) => (
              <Look key={look.link.id} look={look} />
            ))}
          </Card>
        </Section>
      )}
      <Section title="值得聊一聊" note="看这一周" onMore={() => openPage(week)}>
        <Card>
          {talks.length === 0 && <Cell plain title="这一周没有特别要聊的" />}
          {talks.map(({ personId, name, reason }) => (
            <TalkRow
              key={personId}
              name={name}
              reason={reason.text}
              onPress={() => openPage(personPage(personId))}
            />
          ))}
        </Card>
      </Section>
    </>
  );
}
