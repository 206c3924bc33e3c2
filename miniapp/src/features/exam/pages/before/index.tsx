import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { examContract, type MySitting } from '@qiangji/shared-types';
import { useNow } from '@/platform/clock';
import { useResource } from '@/platform/resource';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Plate } from '@/ui/plate';
import { Section } from '@/ui/section';
import {
  asOf,
  dateWords,
  EXAM_KIND_WORDS,
  momentWords,
  resultUrl,
  rulesOf,
  sitUrl,
  spanWords,
  standingWords,
  timeWords,
  untilWords,
} from '../../exam.view';
import { useEnvelope, type EnvelopeState } from '../../use-envelope';
import { useOpening } from '../../use-opening';

const PAPER_WORDS: Record<EnvelopeState, string> = {
  none: '卷子还没下到手机',
  fetching: '正在把卷子下到手机，加了密的',
  held: '卷子已在手机里，加了密，开考才打得开',
  partly: '卷子已在手机里，加了密，图没下来，开考时再取',
  failed: '卷子没下来，开考时再取',
};

/** Before the start: when, what holds, and whether the paper is on the phone. */
export default function BeforePage() {
  const { id = '' } = useRouter().params;
  const {
    state,
    data: told,
    error,
    refresh,
  } = useResource(examContract.findMine, id ? { params: { examId: id } } : undefined, {
    refreshAfter: [examContract.submitAttempt],
  });
  const envelope = useEnvelope(told);
  useOpening(told, refresh);
  const nowMs = useNow(1_000);
  const data = told && asOf(told, nowMs);
  return (
    <PageShell
      title={data ? EXAM_KIND_WORDS[data.kind] : '考试'}
      status={state}
      fail={{ title: '考试没取到', why: error?.message ?? '服务器没有回应，连上网再试' }}
      onRefresh={refresh}
      bottom={data && <Start one={data} nowMs={nowMs} />}
    >
      {data && (
        <>
          <Plate
            state={standingWords(data)}
            dot={data.nextNo !== null && data.phase === 'open' ? 'warn' : 'none'}
            figure={data.title}
            facts={[
              { icon: 'clock', text: spanWords(data.times.opensAt, data.times.closesAt) },
              ...(data.startBy
                ? [{ icon: 'timer' as const, text: `${momentWords(data.startBy)} 前要开考` }]
                : []),
              // Once it is open there is nothing to say of the sealed one.
              ...(data.nextNo === null || isGoingOn(data)
                ? []
                : [{ icon: 'lock' as const, text: PAPER_WORDS[envelope] }]),
            ]}
          />
          {data.note && (
            <Card pad>
              <View className="t-body">{data.note}</View>
            </Card>
          )}
          <Section title="怎么考">
            <Card>
              {rulesOf(data).map(({ title, meta }) => (
                <Cell key={title} title={title} meta={meta} />
              ))}
            </Card>
          </Section>
        </>
      )}
    </PageShell>
  );
}

const isGoingOn = ({ attempts }: MySitting) =>
  attempts.some(({ state }) => state === 'in_progress');

/** 09:00, with its day where it is another. */
const opensWords = (opensMs: number, nowMs: number) =>
  dateWords(opensMs) === dateWords(nowMs) ? timeWords(opensMs) : momentWords(opensMs);

function Start({ one, nowMs }: { one: MySitting; nowMs: number }) {
  const opensMs = Date.parse(one.times.opensAt);
  const startByMs = one.startBy ? Date.parse(one.startBy) : undefined;
  const no = one.nextNo;
  if (no === null) {
    return one.attempts.length > 0 ? (
      <Button block size={56} onPress={() => openPage(resultUrl(one.examId))}>
        看结果
      </Button>
    ) : (
      <Button block size={56} lacks={standingWords(one)}>
        开考
      </Button>
    );
  }
  const goesOn = isGoingOn(one);
  const lacks =
    nowMs < opensMs
      ? `${opensWords(opensMs, nowMs)} 开考，${untilWords(opensMs - nowMs)}`
      : !goesOn && startByMs !== undefined && nowMs > startByMs
        ? '开考的时间过了'
        : undefined;
  return (
    <Button block size={56} lacks={lacks} onPress={() => openPage(sitUrl(one.examId, no))}>
      {goesOn ? '接着答' : '开考，时间就开始走'}
    </Button>
  );
}
