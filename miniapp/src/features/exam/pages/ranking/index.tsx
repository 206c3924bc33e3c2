import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { examContract } from '@qiangji/shared-types';
import { useLive } from '@/platform/live';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { Tag } from '@/ui/tag';
import { pointsWords } from '../../exam.view';
import { POINTS_WAIT_WORDS, standingWord, usedWords } from '../../ranking.view';

/** The ranking of one contest, as it stands; nothing of it is kept elsewhere. */
export default function RankingPage() {
  const { id = '' } = useRouter().params;
  const { state, data, error, refresh, mode } = useLive(
    examContract.listRanking,
    id ? { params: { examId: id } } : undefined,
    { isOver: ({ final, pointsWait }) => final && pointsWait === null },
  );
  return (
    <PageShell
      title="竞赛榜"
      sub={standingWord(data?.final ?? false, mode)}
      status={data && data.rows.length === 0 ? 'empty' : state}
      empty={{ title: '还没有人交卷', hint: '有人交卷就出现在这里' }}
      fail={{ title: '榜没取到', why: error?.message ?? '服务器没有回应，连上网再试' }}
      onRefresh={refresh}
    >
      {data && (
        <Section title={`已交 ${data.handedIn} 人`} note="先看分，再看用时">
          {data.pointsWait && (
            <Card pad>
              <View className="t-body">{POINTS_WAIT_WORDS[data.pointsWait]}</View>
            </Card>
          )}
          <Card>
            {data.rows.map((row) => (
              <Cell
                key={`${row.rank} ${row.name}`}
                title={`${row.rank}. ${row.name}`}
                meta={[row.unitName, usedWords(row.usedMs)]}
                value={row.centi === null ? undefined : `${pointsWords(row.centi)} 分`}
                right={row.mine ? <Tag tone="brand">我</Tag> : undefined}
              />
            ))}
          </Card>
        </Section>
      )}
    </PageShell>
  );
}
