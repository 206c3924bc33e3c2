import { useState } from 'react';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { examContract, type Paper, type PaperDraft } from '@qiangji/shared-types';
import { callOnce } from '@/platform/request';
import { useResource } from '@/platform/resource';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { useConfirm } from '@/ui/dialog';
import { TextField } from '@/ui/field';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { Seg } from '@/ui/seg';
import { Select } from '@/ui/select';
import { Switch } from '@/ui/switch';
import { toast } from '@/ui/toast';
import { Preview } from '../../components/preview';
import { QuestionPicker } from '../../components/question-picker';
import { RuleEditor } from '../../components/rule-editor';
import { attempt } from '../../desk.call';
import { PAPER_STATE_WORDS } from '../../desk.view';
import {
  freeRuleId,
  lacksInPaper,
  NEW_PAPER,
  newRule,
  problemsOf,
  totalsOf,
} from '../../paper.form';
import { useKeys } from '@/ui/use-keys';
import '../../components/desk.scss';

/** A paper: by a blueprint or of fixed questions; once frozen it is only looked at. */
export default function PaperPage() {
  const { id } = useRouter().params;
  const [made, setMade] = useState<Paper>();
  const paperId = made?.id ?? id;
  const { state, data, error, refresh } = useResource(
    examContract.findPaper,
    id ? { params: { paperId: id } } : undefined,
    { keep: false },
  );
  const paper = made ?? data;
  if (paperId && !paper) {
    return (
      <PageShell
        title="卷子"
        status={state}
        fail={{ title: '卷子没取到', why: error?.message ?? '服务器没有回应，连上网再试' }}
        onRefresh={refresh}
      />
    );
  }
  return <Editor key={paper?.id ?? 'new'} paper={paper} onSaved={setMade} />;
}

function Editor({ paper, onSaved }: { paper: Paper | undefined; onSaved: (paper: Paper) => void }) {
  const [draft, setDraft] = useState<PaperDraft>(() => paper?.draft ?? NEW_PAPER);
  const [isPreviewing, setPreviewing] = useState(false);
  const [dialog, ask] = useConfirm();
  const isFrozen = paper !== undefined && paper.state !== 'draft';
  const isChanged = JSON.stringify(draft) !== JSON.stringify(paper?.draft);
  const totals = totalsOf(draft);
  const problems = problemsOf(draft, paper);
  const save = async () => {
    const body = { draft };
    const saved = await attempt(() =>
      paper
        ? callOnce(examContract.changePaper, {
            params: { paperId: paper.id },
            body: { ...body, version: paper.version },
          })
        : callOnce(examContract.createPaper, { body }),
    );
    if (!saved) return;
    onSaved(saved);
    setDraft(saved.draft);
    toast('存下了');
  };
  const publish = async () => {
    if (!paper) return;
    const text = '定稿后不能再改，这些题从练习里拿走，考完能看答案了再放回去';
    if (!(await ask({ title: '定稿', text, yes: '定稿', no: '再改改' }))) return;
    const published = await attempt(() =>
      callOnce(examContract.publishPaper, {
        params: { paperId: paper.id },
        body: { version: paper.version },
      }),
    );
    if (published) onSaved(published);
  };
  const putAway = async () => {
    if (!paper) return;
    const text = '题目放回练习，以后不能再用这张卷考试；考过的成绩都在';
    if (!(await ask({ title: '收起这张卷', text, yes: '收起来', no: '先不收' }))) return;
    const archived = await attempt(() =>
      callOnce(examContract.archivePaper, {
        params: { paperId: paper.id },
        body: { version: paper.version },
      }),
    );
    if (archived) onSaved(archived);
  };
  useKeys({ p: () => setPreviewing(paper !== undefined) });
  const ready = paper && !isChanged && paper.problems.length === 0;
  return (
    <PageShell
      title={paper ? paper.title : '出新卷子'}
      sub={`${totals.questions} 题，${totals.points} 分${paper ? `，${PAPER_STATE_WORDS[paper.state]}` : ''}`}
      width="full"
      drawer={
        isPreviewing && paper ? (
          <Preview paperId={paper.id} onClose={() => setPreviewing(false)} />
        ) : undefined
      }
      bottom={
        <>
          {paper && !isChanged && (
            <Button kind="o" size={56} icon="eye" onPress={() => setPreviewing(true)}>
              预览
            </Button>
          )}
          {paper?.state === 'published' && (
            <Button kind="o" size={56} onPress={() => void putAway()}>
              收起来
            </Button>
          )}
          {!isFrozen && (
            <Button
              block
              size={56}
              kind={ready ? 'o' : 'p'}
              lacks={lacksInPaper(draft) ?? (isChanged ? undefined : '没有改动')}
              onPress={() => void save()}
            >
              存下
            </Button>
          )}
          {ready && !isFrozen && (
            <Button size={56} onPress={() => void publish()}>
              定稿
            </Button>
          )}
        </>
      }
    >
      {problems.length > 0 && (
        <Card>
          {problems.map((message) => (
            <Cell key={message} plain icon="triangle-alert" tone="warn" title={message} />
          ))}
        </Card>
      )}
      {isFrozen ? (
        <Frozen paper={paper} />
      ) : (
        <Fields {...{ draft, paper, isChanged }} onChange={setDraft} />
      )}
      {dialog}
    </PageShell>
  );
}

function Frozen({ paper }: { paper: Paper }) {
  const { draft, frozen, supply, picked } = paper;
  const { content } = draft;
  return (
    <>
      <Card>
        <Cell plain title="怎么出题" value={paper.method === 'fixed' ? '固定题目' : '按规则抽题'} />
        <Cell plain title="冻结的题" value={`${frozen} 题，考前不再练到`} />
        {content.method === 'blueprint' &&
          content.rules.map((rule, i) => (
            <Cell
              key={rule.id}
              plain
              title={`第 ${i + 1} 条`}
              value={`${supply.find(({ ruleId }) => ruleId === rule.id)?.available ?? '无'} 题里抽 ${rule.count} 题，每题 ${rule.points} 分`}
            />
          ))}
      </Card>
      {content.method === 'fixed' && (
        <Section title={`题目 ${content.questions.length}`}>
          <Card>
            {content.questions.map(({ code, points }, i) => (
              <Cell
                key={code}
                plain
                title={`${i + 1}. ${picked.find((one) => one.code === code)?.stem ?? code}`}
                value={`${points} 分`}
              />
            ))}
          </Card>
        </Section>
      )}
    </>
  );
}

interface FieldsProps {
  draft: PaperDraft;
  /** As it was stored; undefined before. */
  paper: Paper | undefined;
  /** The draft is another one by now: what the service said of its rules no longer holds. */
  isChanged: boolean;
  onChange: (draft: PaperDraft) => void;
}

function Fields({ draft, paper, isChanged, onChange }: FieldsProps) {
  const { content } = draft;
  const judged = isChanged ? undefined : paper;
  return (
    <View className="ed-form">
      <TextField
        label="卷子名称"
        value={draft.title}
        max={60}
        onChange={(title) => onChange({ ...draft, title })}
      />
      <Seg
        label="怎么出题"
        value={content.method}
        options={[
          { value: 'blueprint', text: '按规则抽题' },
          { value: 'fixed', text: '自己挑题' },
        ]}
        onChange={(method) =>
          onChange({
            ...draft,
            content:
              method === 'fixed' ? { method, questions: [] } : { method, rules: [newRule('r1')] },
          })
        }
      />
      {content.method === 'blueprint' ? (
        <Section title="抽题规则" note="每个人的题数、题型、分值都一样">
          <View className="ed-grid">
            {content.rules.map((rule, i) => (
              <RuleEditor
                key={rule.id}
                rule={rule}
                number={i + 1}
                available={judged?.supply.find(({ ruleId }) => ruleId === rule.id)?.available}
                problem={
                  judged?.problems.find(({ path }) => path === `content.rules.${i}`)?.message
                }
                onChange={(next) =>
                  onChange({
                    ...draft,
                    content: {
                      ...content,
                      rules: content.rules.map((one) => (one.id === rule.id ? next : one)),
                    },
                  })
                }
                onRemove={() =>
                  onChange({
                    ...draft,
                    content: {
                      ...content,
                      rules: content.rules.filter((one) => one.id !== rule.id),
                    },
                  })
                }
              />
            ))}
          </View>
          <Button
            kind="o"
            block
            icon="plus"
            onPress={() =>
              onChange({
                ...draft,
                content: {
                  ...content,
                  rules: [...content.rules, newRule(freeRuleId(content.rules))],
                },
              })
            }
          >
            加一条规则
          </Button>
        </Section>
      ) : (
        <QuestionPicker
          picks={content.questions}
          paper={paper}
          shuffled={draft.shuffleQuestions}
          onChange={(questions) => onChange({ ...draft, content: { ...content, questions } })}
        />
      )}
      <Section title="怎么排、怎么判">
        <Card>
          <Cell
            plain
            title="每人题目顺序不同"
            right={
              <Switch
                label="每人题目顺序不同"
                on={draft.shuffleQuestions}
                onChange={(shuffleQuestions) => onChange({ ...draft, shuffleQuestions })}
              />
            }
          />
          <Cell
            plain
            title="每人选项顺序不同"
            right={
              <Switch
                label="每人选项顺序不同"
                on={draft.shuffleOptions}
                onChange={(shuffleOptions) => onChange({ ...draft, shuffleOptions })}
              />
            }
          />
        </Card>
        <View className="ed-two">
          <Select
            label="多选题少选"
            value={draft.gradeRule.multiple}
            options={[
              { value: 'exact' as const, text: '全对才得分' },
              { value: 'half' as const, text: '少选得一半' },
              { value: 'share' as const, text: '选对几个得几份' },
              { value: 'minus' as const, text: '选对加，选错减' },
            ]}
            onChange={(multiple) =>
              onChange({ ...draft, gradeRule: { ...draft.gradeRule, multiple } })
            }
          />
          <Select
            label="填空题"
            value={draft.gradeRule.fillIn}
            options={[
              { value: 'each' as const, text: '每空各算' },
              { value: 'all' as const, text: '全对才得分' },
            ]}
            onChange={(fillIn) => onChange({ ...draft, gradeRule: { ...draft.gradeRule, fillIn } })}
          />
        </View>
      </Section>
    </View>
  );
}
