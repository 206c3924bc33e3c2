import { useState } from 'react';
import { Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { spotCheckContract, type Checklist, type SpotCheck } from '@qiangji/shared-types';
import { deviceAt } from '@/platform/clock';
import { enqueue, useSentMark } from '@/platform/outbox';
import { changeStored, useResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { SentMark } from '@/ui/sent-mark';
import { toast, toastSent } from '@/ui/toast';
import { AnswerDialog } from '../../components/answer-dialog';
import { AnswerList } from '../../components/answer-list';
import { CalledOff } from '../../components/called-off';
import { FindingList } from '../../components/finding-list';
import { LateList } from '../../components/late-list';
import { LessonStrip } from '../../components/lesson-strip';
import { PastSignoffs } from '../../components/past-signoffs';
import { ScoreCard } from '../../components/score-card';
import { byTopic, scoreWords, stateWords } from '../../spot-check.view';
import { useChecklist } from '../../use-check';
import '../../components/parts.scss';

export default function ResultPage() {
  const { id = '' } = useRouter().params;
  const input = { params: { checkId: id } };
  const { data, state, refresh } = useResource(spotCheckContract.findCheck, input, {
    refreshAfter: [
      spotCheckContract.acknowledge,
      spotCheckContract.appendResults,
      spotCheckContract.appendSignoff,
      spotCheckContract.callOffCheck,
      spotCheckContract.sealCheck,
      spotCheckContract.settleDispute,
    ],
  });
  const list = useChecklist(data?.checklist);
  if (data && list && data.state === 'called_off') {
    return <CalledOff check={data} list={list} onRefresh={refresh} />;
  }
  return data && list ? (
    <Result check={data} list={list} onRefresh={refresh} />
  ) : (
    <PageShell
      title="督察结果"
      status={state === 'ready' ? 'loading' : state}
      onRetry={() => void refresh()}
      fail={{ title: '督察结果没取到', why: '服务器没有回应，内容没丢' }}
    />
  );
}

/** Who answers for the whole bureau. */
const OVER_ALL: ReadonlySet<string> = new Set(['campaign_office', 'bureau_leader']);

interface ResultProps {
  check: SpotCheck;
  list: Checklist;
  onRefresh: () => Promise<void>;
}

function Result({ check, list, onRefresh }: ResultProps) {
  const me = useMe();
  const checked = check.persons.some((one) => one.personId === me?.personId);
  const own = check.findings.filter((one) => one.subject === 'person');
  const team = check.findings.filter((one) => one.subject === 'team');
  const named = check.relation !== 'checked';
  // Its pictures are of the inspectors' unit: whoever leads the squadron sees the copies.
  const above = me?.grants.some(({ role }) => OVER_ALL.has(role)) ?? false;
  const evidence = check.relation === 'inspector' || above ? 'original' : 'shown';
  return (
    <PageShell
      title="督察结果"
      sub={`${check.squadron.name} ${stateWords(check.state)}`}
      onRefresh={onRefresh}
      bottom={checked && <Answering check={check} />}
    >
      <ScoreCard check={check} list={list} />
      {named && <Persons check={check} list={list} />}
      {own.length > 0 && (
        <Section title={`个人项 扣 ${own.length} 项`} note={named ? undefined : '记在你名下'}>
          <FindingList findings={own} named={named} evidence={evidence} />
        </Section>
      )}
      {team.length > 0 && (
        <Section title={`队伍项 扣 ${team.length} 项`} note="只算中队">
          <FindingList findings={team} evidence={evidence} />
        </Section>
      )}
      {check.findings.length === 0 && (
        <Card>
          <Cell title="查到的都合格" icon="circle-check" tone="ok" meta="没有要改的" />
        </Card>
      )}
      {checked && byTopic(check.findings).map((one) => <LessonStrip key={one.id} finding={one} />)}
      <PastSignoffs check={check} />
      <LateList late={check.late} list={list} evidence={evidence} />
      <AnswerList check={check} />
    </PageShell>
  );
}

function Persons({ check, list }: { check: SpotCheck; list: Checklist }) {
  return (
    <Section title={`被查的人 ${check.persons.length}`}>
      <Card>
        {check.persons.map((one) => {
          const score = check.personScores.find((two) => two.personId === one.personId)?.score;
          const words = scoreWords(score, list.minApplicable);
          const seen = check.acknowledgements.some((two) => two.personId === one.personId);
          return (
            <Cell
              key={one.personId}
              title={one.name}
              meta={[words.note, seen ? '已阅' : '还没看']}
              right={
                <Text className="t-head">{`${words.figure}${words.unit && ` ${words.unit}`}`}</Text>
              }
            />
          );
        })}
      </Card>
    </Section>
  );
}

/** 已阅, or what one holds against it; both work without a network. */
function Answering({ check }: { check: SpotCheck }) {
  const me = useMe();
  const [opId, setOpId] = useState('');
  const [asking, setAsking] = useState(false);
  const mark = useSentMark(opId);
  const settled = check.settlements?.some((one) => one.personId === me?.personId);
  const send = async (disagree: boolean, answer: string | null) => {
    setAsking(false);
    const input = { params: { checkId: check.id } };
    try {
      const sent = await enqueue({
        contract: spotCheckContract.acknowledge,
        ...input,
        body: { disagree, answer },
        recordKey: `${check.id}:seen`,
        title: disagree ? '督察的不同意见' : '督察结果已阅',
      });
      setOpId(sent);
      const at = deviceAt();
      changeStored(spotCheckContract.findCheck, input, (data) => ({
        ...data,
        acknowledgedAt: at,
        disputed: disagree,
        acknowledgements: [
          ...data.acknowledgements.filter((one) => one.personId !== me?.personId),
          { personId: me?.personId ?? '', at, disagree, answer },
        ],
      }));
      toastSent(disagree ? '意见已存下，送到后告诉督察员、中队长和行动办' : '已阅');
    } catch {
      toast('手机存储满了，没有存下', 'bad');
    }
  };
  return (
    <View className="sc-pair">
      {!settled && (
        <Button kind="o" size={56} block onPress={() => setAsking(true)}>
          我有不同意见
        </Button>
      )}
      {check.acknowledgedAt ? (
        <View className="l-row g-8">
          <Text className="t-sub c-ink-2">
            {settled ? '意见已处理' : check.disputed ? '意见已交' : '已阅'}
          </Text>
          {opId !== '' && <SentMark state={mark} />}
        </View>
      ) : (
        <Button size={56} block onPress={() => void send(false, null)}>
          已阅
        </Button>
      )}
      {asking && (
        <AnswerDialog
          onSend={(answer) => void send(true, answer)}
          onClose={() => setAsking(false)}
        />
      )}
    </View>
  );
}
