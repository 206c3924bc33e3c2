import { useState } from 'react';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import {
  countedAttempts,
  examContract,
  examKinds,
  type Exam,
  type ExamDraft,
  type ReviewRule,
} from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { callOnce } from '@/platform/request';
import { usePagedResource, useResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Choice } from '@/ui/choice';
import { TextField } from '@/ui/field';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { Select } from '@/ui/select';
import { Switch } from '@/ui/switch';
import { AudienceForm } from '../../components/audience-form';
import { MomentField } from '../../components/moment-field';
import { attempt } from '../../desk.call';
import { consoleUrl, wholeNumber } from '../../desk.view';
import { EXAM_KIND_WORDS } from '../../exam.view';
import {
  lacksInExam,
  MOMENTS,
  momentsFor,
  newExam,
  ofKind,
  presetOf,
  presetsFor,
  REVIEW_PARTS,
  REVIEW_WORDS,
  REVIEWS,
  surpriseWords,
} from '../../plan.form';
import '../../components/desk.scss';

const COUNTED = { best: '最好的一次', last: '最后一次', first: '第一次' } as const;

/** An exam before anybody was told of it: when, who, by which rules. */
export default function PlanPage() {
  const { id } = useRouter().params;
  const me = useMe();
  const { state, data, error, refresh } = useResource(
    examContract.findExam,
    id ? { params: { examId: id } } : undefined,
    { keep: false },
  );
  if (id && !data) {
    return (
      <PageShell
        title="安排考试"
        status={state}
        fail={{ title: '考试没取到', why: error?.message ?? '服务器没有回应，连上网再试' }}
        onRefresh={refresh}
      />
    );
  }
  const bureau = `/${me?.unitPath.split('/')[1] ?? ''}`;
  return <Editor exam={data} first={data?.draft ?? newExam(now(), bureau)} />;
}

function Editor({ exam, first }: { exam: Exam | undefined; first: ExamDraft }) {
  const [draft, setDraft] = useState(first);
  const save = async () => {
    const body = { draft };
    const saved = await attempt(() =>
      exam
        ? callOnce(examContract.changeExam, {
            params: { examId: exam.id },
            body: { ...body, version: exam.version },
          })
        : callOnce(examContract.createExam, { body }),
    );
    if (saved) openPage(consoleUrl(saved.id));
  };
  return (
    <PageShell
      title="安排考试"
      sub="存下后还没发，谁也不知道"
      width="full"
      bottom={
        <Button block size={56} lacks={lacksInExam(draft)} onPress={() => void save()}>
          存下，到现场发出
        </Button>
      }
    >
      <View className="ed-grid">
        <What draft={draft} onChange={setDraft} />
        <AudienceForm
          audience={draft.audience}
          kind={draft.kind}
          onChange={(audience) => setDraft({ ...draft, audience })}
        />
        <When draft={draft} onChange={setDraft} />
        <After draft={draft} onChange={setDraft} />
      </View>
    </PageShell>
  );
}

interface PartProps {
  draft: ExamDraft;
  onChange: (draft: ExamDraft) => void;
}

function What({ draft, onChange }: PartProps) {
  const papers = usePagedResource(
    examContract.listPapers,
    { query: { state: 'published' as const } },
    { keep: false },
  );
  return (
    <Section title="考什么">
      <Card pad>
        <View className="ed-form">
          <TextField
            label="考试名称"
            value={draft.title}
            max={60}
            onChange={(title) => onChange({ ...draft, title })}
          />
          <Select
            label="卷子"
            value={draft.paperId}
            placeholder="选一份定稿的卷子"
            hint={papers.items.length === 0 ? '还没有定稿的卷子，先出卷' : undefined}
            options={papers.items.map(({ id, title, questions, points }) => ({
              value: id,
              text: `${title}（${questions} 题 ${points} 分）`,
            }))}
            onChange={(paperId) => onChange({ ...draft, paperId })}
          />
          <Choice
            label="哪一种"
            columns={2}
            value={draft.kind}
            options={examKinds.map((value) => ({ value, text: EXAM_KIND_WORDS[value] }))}
            onChange={(kind) => onChange(ofKind(draft, kind))}
          />
          <TextField
            label="告诉应考的人的话"
            value={draft.note ?? ''}
            max={500}
            multiline
            onChange={(note) => onChange({ ...draft, note: note === '' ? null : note })}
          />
        </View>
      </Card>
    </Section>
  );
}

function When({ draft, onChange }: PartProps) {
  const { times } = draft;
  const surprise = draft.kind === 'surprise';
  const set = (part: Partial<ExamDraft['times']>) =>
    onChange({ ...draft, times: { ...times, ...part } });
  const minutes = (text: string, otherwise: number) => wholeNumber(text, 1, 480) ?? otherwise;
  return (
    <Section title="什么时候考" note="按服务器的钟">
      <Card pad>
        <View className="ed-form">
          {surprise ? (
            <View className="t-sub">{surpriseWords(times)}</View>
          ) : (
            <>
              <MomentField
                label="开始"
                value={times.opensAt}
                onChange={(opensAt) => set({ opensAt })}
              />
              <MomentField
                label="收卷"
                value={times.closesAt}
                onChange={(closesAt) => set({ closesAt })}
              />
            </>
          )}
          <View className="ed-two">
            <TextField
              label="每人几分钟"
              keyboard="number"
              value={String(times.durationMin)}
              onChange={(text) => set({ durationMin: minutes(text, times.durationMin) })}
            />
            <TextField
              label={surprise ? '发出后几分钟内要开考' : '几分钟内要开考'}
              keyboard="number"
              value={times.startWithinMin === null ? '' : String(times.startWithinMin)}
              hint={surprise ? '没送达的不算缺考，另外安排' : '不填就是收卷前都能开'}
              onChange={(text) => set({ startWithinMin: wholeNumber(text, 1, 480) })}
            />
          </View>
          <TextField
            label="断网的答案，收卷后几秒内到都算"
            keyboard="number"
            value={String(times.graceS)}
            onChange={(text) => set({ graceS: wholeNumber(text, 0, 600) ?? times.graceS })}
          />
        </View>
      </Card>
    </Section>
  );
}

const OWN = 'own' as const;

/** When each part of a result is shown, one by one. */
function ReviewParts({ draft, onChange }: PartProps) {
  return (
    <View className="ed-two">
      {REVIEW_PARTS.map(({ part, text }) => (
        <Select
          key={part}
          label={text}
          value={draft.review[part]}
          options={momentsFor(part, draft.kind).map((value) => ({ value, text: MOMENTS[value] }))}
          onChange={(moment) =>
            onChange({ ...draft, review: { ...draft.review, [part]: moment } as ReviewRule })
          }
        />
      ))}
    </View>
  );
}

function After({ draft, onChange }: PartProps) {
  const { attempts, review, passBp } = draft;
  const [own, setOwn] = useState(presetOf(review) === undefined);
  return (
    <Section title="怎么算、怎么看">
      <Card pad>
        <View className="ed-form">
          <View className="ed-two">
            <TextField
              label="能考几次"
              keyboard="number"
              value={String(attempts.allowed)}
              onChange={(text) =>
                onChange({
                  ...draft,
                  attempts: { ...attempts, allowed: wholeNumber(text, 1, 10) ?? attempts.allowed },
                })
              }
            />
            <Select
              label="算哪一次"
              value={attempts.counts}
              options={countedAttempts.map((value) => ({ value, text: COUNTED[value] }))}
              onChange={(counts) => onChange({ ...draft, attempts: { ...attempts, counts } })}
            />
          </View>
          <TextField
            label="得分百分之几算通过，不填就是不设"
            keyboard="number"
            value={passBp === null ? '' : String(passBp / 100)}
            onChange={(text) => {
              const percent = wholeNumber(text, 0, 100);
              onChange({ ...draft, passBp: percent === null ? null : percent * 100 });
            }}
          />
          <Select
            label="考完能看什么"
            value={own ? OWN : presetOf(review)}
            hint={draft.kind === 'contest' ? '竞赛的榜边考边变，所以成绩交卷就看' : undefined}
            options={[
              ...presetsFor(draft.kind).map((value) => ({ value, text: REVIEW_WORDS[value] })),
              { value: OWN, text: '自己定，一样一样选' },
            ]}
            onChange={(chosen) => {
              setOwn(chosen === OWN);
              if (chosen !== OWN) onChange({ ...draft, review: REVIEWS[chosen] });
            }}
          />
          {own && <ReviewParts draft={draft} onChange={onChange} />}
        </View>
      </Card>
      <Card>
        <Cell
          plain
          title="离开屏幕时当场告诉本人"
          right={
            <Switch
              label="离开屏幕时当场告诉本人"
              on={draft.leaveScreen === 'warn'}
              onChange={(on) => onChange({ ...draft, leaveScreen: on ? 'warn' : 'note' })}
            />
          }
        />
        <Cell
          plain
          title="卷面印本人名字和工号"
          right={
            <Switch
              label="卷面印本人名字和工号"
              on={draft.watermark}
              onChange={(watermark) => onChange({ ...draft, watermark })}
            />
          }
        />
      </Card>
    </Section>
  );
}
