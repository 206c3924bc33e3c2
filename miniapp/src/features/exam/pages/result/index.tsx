import { useState } from 'react';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import {
  examContract,
  examResultContract,
  stemLine,
  type MyResult,
  type MySitting,
} from '@qiangji/shared-types';
import { useResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Chips } from '@/ui/chips';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Plate } from '@/ui/plate';
import { Section } from '@/ui/section';
import { ResultItem } from '../../components/result-item';
import { leadsPeople, resultsUrl } from '../../desk.view';
import { momentWords, pointsWords, rankingUrl, reviewWords } from '../../exam.view';
import {
  holdsBack,
  isRemarked,
  itemPoints,
  MARK_WORDS,
  markOf,
  noResultWords,
  passWords,
  ruledShown,
  stageWords,
  waitWords,
  type ItemMark,
} from '../../result.view';
import { flagWords, judgedWords } from '../../results.view';
import '../../exam.scss';

const TONES = {
  right: 'ok',
  part: 'warn',
  wrong: 'bad',
  waiting: 'warn',
  hidden: 'brand',
} as const;
const ICONS = {
  right: 'circle-check',
  part: 'circle-alert',
  wrong: 'circle-x',
  waiting: 'clock',
  hidden: 'lock',
} as const;

/** My result, as far as its review stage has come. */
export default function ResultPage() {
  const { id = '' } = useRouter().params;
  const input = id ? { params: { examId: id } } : undefined;
  const { state, data, error, refresh } = useResource(examResultContract.findMine, input, {
    refreshAfter: [examContract.submitAttempt, examResultContract.appealQuestion],
  });
  const sitting = useResource(examContract.findMine, input).data;
  const leads = leadsPeople(useMe());
  const [at, setAt] = useState<number>();
  const items = data?.attempt?.items ?? [];
  const item = at === undefined ? undefined : items[at];
  if (data?.attempt && item && at !== undefined) {
    const isLast = at + 1 === items.length;
    return (
      <PageShell
        key={at}
        title={`第 ${at + 1} 题`}
        sub={`共 ${items.length} 题`}
        onBack={() => setAt(undefined)}
        bottom={
          <>
            <Button kind="o" size={56} onPress={() => setAt(undefined)}>
              回到结果
            </Button>
            {!isLast && (
              <Button block size={56} onPress={() => setAt(at + 1)}>
                下一题
              </Button>
            )}
          </>
        }
      >
        <ResultItem item={item} examId={id} attemptId={data.attempt.id} shown={ruledShown(data)} />
      </PageShell>
    );
  }
  return (
    <PageShell
      title="考试结果"
      sub={data?.title}
      status={state}
      fail={{ title: '结果没取到', why: error?.message ?? '服务器没有回应，连上网再试' }}
      onRefresh={refresh}
    >
      {data && <Overview data={data} sitting={sitting} onOpen={setAt} />}
      {data && <OwnFlags flags={data.flags} />}
      {data?.attempt?.answersWait && (
        <Card pad>
          <View className="t-body">
            {waitWords(data.attempt.answersWait, {
              all: data.attempt.items === null,
              keys: ruledShown(data, sitting?.review).keys,
            })}
          </View>
        </Card>
      )}
      {data?.attempt && sitting && (
        <Later shown={ruledShown(data, sitting.review)} review={sitting.review} />
      )}
      {leads && sitting?.phase === 'closed' && (
        <Card>
          <Cell
            icon="users"
            title="本单位的成绩"
            meta="按单位看，不排个人名次"
            onPress={() => openPage(resultsUrl(id))}
          />
        </Card>
      )}
      {sitting?.kind === 'contest' && (
        <Card>
          <Cell
            icon="award"
            title="这场竞赛的榜"
            meta="只算这一场，别处不记"
            onPress={() => openPage(rankingUrl(id))}
          />
        </Card>
      )}
    </PageShell>
  );
}

/** What was noticed about me, and how it was judged; nothing where nothing was. */
function OwnFlags({ flags }: Pick<MyResult, 'flags'>) {
  if (flags.length === 0) return null;
  return (
    <Section title="考试中记下的" note="由人来看，次数不是结论">
      <Card>
        {flags.map((flag) => (
          <Cell key={flag.no} title={flagWords(flag)} meta={judgedWords(flag)} />
        ))}
      </Card>
    </Section>
  );
}

/** When one may see what is not shown yet; nothing where all is. */
function Later({ shown, review }: Pick<MyResult, 'shown'> & Pick<MySitting, 'review'>) {
  const words = [
    ...(holdsBack(shown) ? ['每题得分考试结束后能看'] : []),
    ...reviewWords(review, shown),
  ];
  if (words.length === 0) return null;
  return (
    <Card pad>
      <View className="t-body">{words.join('；')}</View>
    </Card>
  );
}

const FILTERS: readonly { value: ItemMark | 'all'; text: string }[] = [
  { value: 'all', text: '全部' },
  { value: 'wrong', text: '没得分' },
  { value: 'part', text: '对一部分' },
  { value: 'waiting', text: '等人阅' },
];

interface OverviewProps {
  data: MyResult;
  sitting: MySitting | undefined;
  onOpen: (at: number) => void;
}

function Overview({ data, sitting, onOpen }: OverviewProps) {
  const [filter, setFilter] = useState<ItemMark | 'all'>('all');
  const { attempt, shown } = data;
  if (!attempt) {
    return (
      <Card pad>
        <View className="t-body">{noResultWords(sitting)}</View>
      </Card>
    );
  }
  const rows = (attempt.items ?? []).map((item, at) => ({
    item,
    at,
    mark: markOf(item, shown),
  }));
  const used = FILTERS.filter(
    ({ value }) => value === 'all' || rows.some(({ mark }) => mark === value),
  );
  return (
    <>
      <Plate
        state={passWords(data)}
        dot={attempt.score?.passed === true ? 'ok' : attempt.score ? 'warn' : 'none'}
        figure={attempt.score ? pointsWords(attempt.score.centi) : '没公布'}
        figureOf={attempt.score ? `/ ${pointsWords(attempt.score.maxCenti)}` : undefined}
        figureNote={attempt.score ? '分' : undefined}
        big={attempt.score !== null}
        facts={[
          ...(attempt.submittedAt
            ? [{ icon: 'check' as const, text: `${momentWords(attempt.submittedAt)} 交卷` }]
            : [{ icon: 'timer' as const, text: '时间到，自动收卷' }]),
          { icon: 'eye' as const, text: stageWords(data) },
        ]}
      />
      {rows.length > 0 && (
        <Section title={`我的答卷 ${rows.length} 题`} note="点开看一题">
          {used.length > 2 && (
            <Chips label="只看" chips={used} value={filter} onChange={setFilter} />
          )}
          <Card>
            {rows
              .filter(({ mark }) => filter === 'all' || mark === filter)
              .map(({ item, at, mark }) => (
                <Cell
                  key={item.code}
                  icon={ICONS[mark]}
                  tone={TONES[mark]}
                  title={`${at + 1}. ${stemLine(item.body)}`}
                  meta={[
                    MARK_WORDS[mark],
                    itemPoints(item),
                    isRemarked(item) ? '改过分' : undefined,
                    item.appeal ? '已申诉' : undefined,
                  ]}
                  onPress={() => onOpen(at)}
                />
              ))}
          </Card>
        </Section>
      )}
    </>
  );
}
