import { Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import {
  daysWords,
  KIND_SHORT_NAMES,
  reviewColumns,
  reviewContract,
  type ReviewColumn,
  type ReviewPerson,
  type ReviewRecordKind,
} from '@qiangji/shared-types';
import { useResource } from '@/platform/resource';
import { Strength } from '@/ui/bar';
import { Card } from '@/ui/card';
import { Cell, type CellProps } from '@/ui/cell';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { heatLevel } from '@/ui/heat-cell';
import { cellText, COLUMN_NAMES, PAGES, spanText } from '../../review.view';
import './index.scss';

const HINTS: Record<ReviewColumn, string> = {
  study: '学懂的，在这周读过的里面',
  mastery: '稳住的题，在遇到过的里面',
  readiness: '上岗前自查过的班',
  logs: '有记录、没退回的班',
  spot_check: '合格的项，有异议的不计',
};

const ICONS: Record<ReviewColumn, CellProps['icon']> = {
  study: 'book-open',
  mastery: 'circle-check',
  readiness: 'list-checks',
  logs: 'notebook-pen',
  spot_check: 'clipboard-check',
};

/** One person's week: why to talk, the figures, and the records behind each. */
export default function PersonPage() {
  const { id = '', day } = useRouter().params;
  const { state, data, error, refresh } = useResource(
    reviewContract.person,
    id ? { params: { personId: id }, query: day ? { day } : {} } : undefined,
    { keep: false },
  );
  return (
    <PageShell
      title={data?.person.name ?? '本人'}
      sub={data && `${KIND_SHORT_NAMES[data.person.kind]} · ${data.person.unit.name}`}
      status={state}
      fail={{ title: '这一页没取到', why: error?.message ?? '服务器没有回应，内容没丢' }}
      onRefresh={refresh}
    >
      {data && (
        <>
          <Away away={data.away} />
          <Reasons person={data} />
          <Figures person={data} />
          <Topics person={data} />
        </>
      )}
    </PageShell>
  );
}

/** Their leaves in the week: what was not done in them is not lacking. */
function Away({ away }: Pick<ReviewPerson, 'away'>) {
  if (away.length === 0) return null;
  return (
    <Card>
      {away.map((one) => (
        <Cell
          key={one.from}
          plain
          icon="calendar"
          title={`请假，${daysWords(one)}`}
          value="没做的不算欠"
        />
      ))}
    </Card>
  );
}

/** Each opens what it is drawn from: one talks about records, not about a sentence. */
function Reasons({ person: { person, reasons } }: { person: ReviewPerson }) {
  if (reasons.length === 0) return null;
  return (
    <Section title="值得聊一聊" note="先问情况，再说事">
      <Card>
        {reasons.map(({ code, text, behind }) => (
          <Cell
            key={code}
            icon="message-square"
            title={text}
            onPress={() => openPage(PAGES.behind(person, behind))}
          />
        ))}
      </Card>
    </Section>
  );
}

function Figures({ person: { person, from, to, cells, counts } }: { person: ReviewPerson }) {
  const open = (kind: ReviewRecordKind) => () =>
    openPage(PAGES.records(person, kind, { from, to }));
  const { practice, shifts, nights, entries, enforcement } = counts;
  const { correctionsOpen, correctionsOverdue } = counts;
  const nightText = nights > 0 ? [`夜班 ${nights} 个`] : [];
  return (
    <Section title="这一周" note={spanText({ from, to })}>
      <Card>
        {reviewColumns.map((column) => {
          const cell = cells[column];
          const level = heatLevel(cell?.have ?? 0, cell?.of ?? 0);
          const low = level === 'below' || level === 'none-of-them';
          return (
            <Cell
              key={column}
              icon={ICONS[column]}
              tone={low ? 'warn' : undefined}
              title={COLUMN_NAMES[column]}
              meta={
                low ? [HINTS[column], level === 'below' ? '不到八成' : '一项没有'] : HINTS[column]
              }
              value={cellText(cell, column)}
              onPress={open(column)}
            />
          );
        })}
        <Cell
          icon="shield"
          title={`上岗 ${shifts} 班`}
          meta={[`记 ${entries} 条`, `执法 ${enforcement} 次`, ...nightText]}
          onPress={open('shifts')}
        />
        <Cell
          icon="pencil-line"
          tone={correctionsOverdue > 0 ? 'bad' : undefined}
          title={`改正 ${correctionsOpen} 条没完`}
          meta={correctionsOverdue > 0 ? `超期 ${correctionsOverdue} 条` : '没有超期的'}
          onPress={open('corrections')}
        />
        <Cell
          icon="book-x"
          title="答题"
          meta="这周答对的，在答过的里面"
          value={cellText(practice)}
          onPress={open('practice')}
        />
      </Card>
    </Section>
  );
}

/** Fewer answers than this say nothing about a topic. */
const MIN_ANSWERED = 5;

function Topics({ person: { person, topics: all, from, to } }: { person: ReviewPerson }) {
  const topics = all.filter((topic) => topic.answered >= MIN_ANSWERED);
  const few = all.length - topics.length;
  if (all.length === 0) return null;
  return (
    <Section title="按题组" note="稳住 / 遇到，点开看是哪些题">
      <Card pad>
        <View className="rv-topics">
          {topics.map((one) => (
            <Strength
              key={one.topic}
              name={one.topicName}
              have={one.mastered}
              of={one.answered}
              onPress={() => openPage(PAGES.topic(person, one, { from, to }))}
            />
          ))}
          {few > 0 && <Text className="t-cap">{`另有 ${few} 个题组没遇到 5 题，不好说`}</Text>}
        </View>
      </Card>
    </Section>
  );
}
