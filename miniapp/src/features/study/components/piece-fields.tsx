import { View } from '@tarojs/components';
import {
  PIECE_LIMITS,
  pieceKinds,
  studyContract,
  type CheckQuestionDraft,
} from '@qiangji/shared-types';
import { useResource } from '@/platform/resource';
import { Button } from '@/ui/button';
import { TextField } from '@/ui/field';
import { Press } from '@/ui/press';
import { Section } from '@/ui/section';
import { Select } from '@/ui/select';
import { addQuestion, type ChangePiece, type PieceForm } from '../piece.form';
import { KIND_WORDS } from '../study.view';
import { PiecePictures } from './piece-pictures';
import { QuestionFields } from './question-fields';
import './write.scss';

export interface PieceFieldsProps {
  form: PieceForm;
  /** Questions that the piece has had: their ids are not given anew. */
  before?: readonly CheckQuestionDraft[];
  onChange: ChangePiece;
}

/** All that is written of a piece. */
export function PieceFields(props: PieceFieldsProps) {
  const { form, before, onChange } = props;
  const { questions } = form;
  return (
    <View className="st-form">
      <TextField
        label="标题"
        value={form.title}
        max={PIECE_LIMITS.title}
        onChange={(title) => onChange({ title })}
      />
      <About {...props} />
      <TextField
        label="一句话简介"
        value={form.summary}
        max={PIECE_LIMITS.summary}
        hint="列表里看到的，说清学了会什么"
        onChange={(summary) => onChange({ summary })}
      />
      <View className="st-body">
        <TextField
          label="正文"
          value={form.body}
          max={PIECE_LIMITS.body}
          multiline
          hint="一行“## 标题”分一节，**两个星号**加粗，“- ”开头成条，空一行是新的一段。不用网页代码"
          onChange={(body) => onChange({ body })}
        />
      </View>
      <PiecePictures
        body={form.body}
        onChange={(change) => onChange(({ body }) => ({ body: change(body) }))}
      />
      <Rows {...props} />
      <Section title={`小题 ${questions.length}`} note="一到三道，答对才算学懂">
        <View className="st-form">
          {questions.map((question, index) => (
            <QuestionFields
              key={question.id}
              question={question}
              index={index}
              onChange={(next) =>
                onChange({ questions: questions.map((one) => (one.id === next.id ? next : one)) })
              }
              onDrop={() => onChange({ questions: questions.filter((one) => one !== question) })}
            />
          ))}
          {questions.length < 3 && (
            <Button
              kind="o"
              icon="plus"
              onPress={() => onChange({ questions: addQuestion(questions, before) })}
            >
              加一道小题
            </Button>
          )}
        </View>
      </Section>
    </View>
  );
}

const BESIDE = 'beside';

/** Kind, topic, and the sample that it stands for. */
function About({ form, onChange }: PieceFieldsProps) {
  const { data } = useResource(studyContract.listChoices, {}, { keep: false });
  const { topics = [], samples = [] } = data ?? {};
  return (
    <View className="st-row">
      <Select
        label="类别"
        value={form.kind}
        options={pieceKinds.map((value) => ({ value, text: KIND_WORDS[value] }))}
        onChange={(kind) => onChange({ kind })}
      />
      <Select
        label="专题"
        value={form.topic}
        options={topics.map(({ topic, name, group }) => ({
          value: topic,
          text: group === '' ? name : `${group}：${name}`,
        }))}
        placeholder="选一个专题"
        onChange={(topic) => onChange({ topic })}
      />
      <View className="st-row__long">
        <Select
          label="代替哪一篇示例"
          value={form.replaces ?? BESIDE}
          options={[
            { value: BESIDE, text: '不代替' },
            ...samples.map(({ slug, title }) => ({ value: slug, text: title })),
          ]}
          hint="发布后那篇示例不再出现，撤下后再回来"
          onChange={(slug) => onChange({ replaces: slug === BESIDE ? null : slug })}
        />
      </View>
    </View>
  );
}

interface Field {
  name: string;
  label: string;
  max: number;
}

const LAW_FIELDS: readonly Field[] = [
  { name: 'name', label: '法规', max: 100 },
  { name: 'article', label: '条款', max: 100 },
  { name: 'version', label: '版本', max: 100 },
];
const LINK_FIELDS: readonly Field[] = [
  { name: 'title', label: '网址的名称', max: 60 },
  { name: 'url', label: '网址，https:// 开头', max: 500 },
];

/** What it rests on: laws by article and version, and links to official texts. */
function Rows({ form, onChange }: PieceFieldsProps) {
  return (
    <>
      <RowList
        what="依据"
        fields={LAW_FIELDS}
        rows={form.laws}
        most={20}
        empty={{ name: '', article: '', version: '' }}
        onChange={(laws) => onChange({ laws })}
      />
      <RowList
        what="原文链接"
        fields={LINK_FIELDS}
        rows={form.links}
        most={10}
        empty={{ title: '', url: '' }}
        onChange={(links) => onChange({ links })}
      />
    </>
  );
}

interface RowListProps<T extends Record<string, string>> {
  what: string;
  fields: readonly Field[];
  rows: readonly T[];
  most: number;
  empty: T;
  onChange: (rows: T[]) => void;
}

function RowList<T extends Record<string, string>>(props: RowListProps<T>) {
  const { what, fields, rows, most, empty, onChange } = props;
  return (
    <>
      {rows.map((row, at) => (
        <View key={at} className="l-col g-12 l-box">
          <View className="st-row">
            {fields.map(({ name, label, max }) => (
              <TextField
                key={name}
                label={`${what} ${at + 1}，${label}`}
                value={row[name] ?? ''}
                max={max}
                onChange={(text) =>
                  onChange(rows.map((one, i) => (i === at ? { ...one, [name]: text } : one)))
                }
              />
            ))}
          </View>
          <Press
            className="l-drop"
            label={`删去${what} ${at + 1}`}
            onPress={() => onChange(rows.filter((_, i) => i !== at))}
          >
            删去
          </Press>
        </View>
      ))}
      {rows.length < most && (
        <Button kind="o" icon="plus" onPress={() => onChange([...rows, empty])}>
          {`加一条${what}`}
        </Button>
      )}
    </>
  );
}
