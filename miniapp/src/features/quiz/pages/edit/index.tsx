import { useState } from 'react';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import {
  questionKinds,
  quizContract,
  type BankQuestionDetail,
  type QuestionKind,
} from '@qiangji/shared-types';
import { deviceAt } from '@/platform/clock';
import { newId } from '@/platform/ids';
import { call, isApiError } from '@/platform/request';
import { useResource } from '@/platform/resource';
import { Ask, KIND_WORDS } from '@/ui/answer';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { TextField } from '@/ui/field';
import { KeyWords } from '@/ui/key-words';
import { goBack } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { Seg } from '@/ui/seg';
import { Select } from '@/ui/select';
import { toast } from '@/ui/toast';
import { useKeys } from '@/ui/use-keys';
import { CaseEditor, PartEditor } from '../../components/part-editor';
import { draftOf, emptyForm, formOf, lacksInForm, type EditForm } from '../../edit.form';
import '../../components/bank.scss';

/** A question of any kind, written anew or changed, with what people will see beside it. */
export default function EditPage() {
  const { code } = useRouter().params;
  const { data, state, error, refresh } = useResource(
    quizContract.findQuestion,
    code ? { params: { code } } : undefined,
    { keep: false },
  );
  if (code && !data) {
    return (
      <PageShell
        title="改题"
        width="full"
        status={state}
        fail={{ title: '这道题没取到', why: error?.message ?? '服务器没有回应，题目还在' }}
        onRetry={() => void refresh()}
      />
    );
  }
  return <Editor key={data?.revision ?? 'new'} question={data} />;
}

const DIFFICULTIES = [1, 2, 3, 4, 5].map((one) => ({ value: String(one), text: String(one) }));

function Editor({ question }: { question: BankQuestionDetail | undefined }) {
  const [form, setForm] = useState<EditForm>(() =>
    question ? formOf(question) : emptyForm('single', ''),
  );
  // The op of this visit: a second press after a lost reply makes no second question.
  const [opId] = useState(newId);
  const [busy, setBusy] = useState(false);
  const mastery = useResource(quizContract.listMastery, {});
  const topics = (mastery.data?.topics ?? []).map((one) => ({
    value: one.topic,
    text: one.topicName,
  }));
  const lacks = lacksInForm(form);
  const save = async () => {
    setBusy(true);
    const write = { opId, deviceAt: deviceAt(), draft: draftOf(form) };
    try {
      if (question) {
        const { code, revision } = question;
        const input = { params: { code }, body: { ...write, revision } };
        await call(quizContract.changeQuestion, input);
      } else await call(quizContract.createQuestion, { body: write });
      toast(question ? '存了新的一版，要重新核对' : '存成草稿了', 'ok');
      goBack();
    } catch (thrown) {
      if (!isApiError(thrown)) throw thrown;
      toast(thrown.details[0]?.message ?? thrown.message, 'bad');
    } finally {
      setBusy(false);
    }
  };
  useKeys({
    'Ctrl+s': () => {
      if (lacks) toast(lacks, 'bad');
      else if (!busy) void save();
    },
  });
  return (
    <PageShell
      title={question ? '改题' : '写题'}
      sub={question ? `${question.code}，第 ${question.version} 版` : '先存草稿，核对后启用'}
      width="full"
      bottom={
        <Button block size={56} lacks={lacks} busy={busy} onPress={() => void save()}>
          {question ? '存成新的一版' : '存草稿'}
        </Button>
      }
    >
      <KeyWords words={['Ctrl+S 存下']} />
      <View className="bk-editor">
        <View className="bk-form">
          {!question && (
            <Select
              label="题型"
              value={form.kind}
              options={questionKinds.map((value) => ({ value, text: KIND_WORDS[value] }))}
              onChange={(kind: QuestionKind) =>
                setForm({ ...emptyForm(kind, form.topic), stem: form.stem })
              }
            />
          )}
          <Content form={form} onChange={setForm} />
          <TextField
            label="解析"
            value={form.explanation}
            max={3000}
            multiline
            hint="用自己的话说为什么，没有解析不能启用"
            onChange={(explanation) => setForm({ ...form, explanation })}
          />
          <Select
            label="专题"
            value={form.topic}
            options={topics}
            placeholder="选一个专题"
            onChange={(topic) => setForm({ ...form, topic })}
          />
          <View className="t-b">难度，1 最容易</View>
          <Seg
            label="难度，1 最容易"
            value={String(form.difficulty)}
            options={DIFFICULTIES}
            onChange={(difficulty) => setForm({ ...form, difficulty: Number(difficulty) })}
          />
          <View className="bk-row">
            <TextField
              label="法规"
              value={form.lawName}
              max={100}
              onChange={(lawName) => setForm({ ...form, lawName })}
            />
            <TextField
              label="条款"
              value={form.lawArticle}
              max={100}
              onChange={(lawArticle) => setForm({ ...form, lawArticle })}
            />
            <TextField
              label="版本"
              value={form.lawVersion}
              max={100}
              onChange={(lawVersion) => setForm({ ...form, lawVersion })}
            />
          </View>
          <TextField
            label="出题人"
            value={form.author}
            max={50}
            hint="不填就是你"
            onChange={(author) => setForm({ ...form, author })}
          />
        </View>
        <Preview form={form} />
      </View>
    </PageShell>
  );
}

interface ContentProps {
  form: EditForm;
  onChange: (form: EditForm) => void;
}

function Content({ form, onChange }: ContentProps) {
  if (form.kind === 'case') return <CaseEditor form={form} onChange={onChange} />;
  const { kind } = form;
  return (
    <PartEditor
      form={{ ...form, kind }}
      onChange={(part) => onChange({ ...form, ...part, kind })}
    />
  );
}

/** What people see before and after they answer. */
function Preview({ form }: { form: EditForm }) {
  const { body, key, explanation } = draftOf(form);
  return (
    <Section title="看起来这样" note="答完以后">
      <Card pad>
        <Ask
          body={body}
          answer={null}
          onChange={() => undefined}
          shown={{ key, explanation: explanation || '还没写解析' }}
        />
      </Card>
    </Section>
  );
}
