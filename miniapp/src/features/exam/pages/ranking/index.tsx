import { useEffect } from 'react';
import { useRouter } from '@tarojs/taro';
import { examContract } from '@qiangji/shared-types';
import { randomUnit } from '@/platform/ids';
import { useResource } from '@/platform/resource';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { Tag } from '@/ui/tag';
import { pointsWords } from '../../exam.view';
import { usedWords } from '../../ranking.view';

/** Asked again so often (ms) while the contest goes on, each phone at its own moment. */
const LOOK_MS = 5_000;

/** The ranking of one contest, as it stands; nothing of it is kept elsewhere. */
export default function RankingPage() {
  const { id = '' } = useRouter().params;
  const { state, data, error, refresh } = useResource(
    examContract.listRanking,
    id ? { params: { examId: id } } : undefined,
    { keep: false },
  );
  const isFinal = data?.final ?? false;
  useEffect(() => {
    if (isFinal) return undefined;
    const timer = setInterval(() => void refresh(), LOOK_MS * (0.8 + 0.4 * randomUnit()));
    return () => clearInterval(timer);
  }, [isFinal, refresh]);
  return (
    <PageShell
      title="竞赛榜"
      sub={isFinal ? '已定' : '还在变'}
      status={data && data.rows.length === 0 ? 'empty' : state}
      empty={{ title: '还没有人交卷', hint: '有人交卷就出现在这里' }}
      fail={{ title: '榜没取到', why: error?.message ?? '服务器没有回应，连上网再试' }}
      onRefresh={refresh}
    >
      {data && (
        <Section title={`已交 ${data.handedIn} 人`} note="先看分，再看用时">
          <Card>
            {data.rows.map((row) => (
              <Cell
                key={`${row.rank} ${row.name}`}
                title={`${row.rank}. ${row.name}`}
                meta={[row.unitName, usedWords(row.usedMs)]}
                value={`${pointsWords(row.centi)} 分`}
                right={row.mine ? <Tag tone="brand">我</Tag> : undefined}
              />
            ))}
          </Card>
        </Section>
      )}
    </PageShell>
  );
}
