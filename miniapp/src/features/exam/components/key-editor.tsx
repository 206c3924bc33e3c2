import { View } from '@tarojs/components';
import {
  isChoice,
  type PartBody,
  type PartKey,
  type QuestionBody,
  type QuestionKey,
} from '@qiangji/shared-types';
import { TextField } from '@/ui/field';
import { Option, OptionGroup } from '@/ui/option';
import { letterOf } from '@/ui/question/states';
import { chooseOption } from '@/ui/answer/view';
import type { TypedKey } from '../key.form';
import './desk.scss';

interface KeyEditorProps {
  body: QuestionBody;
  /** What counts now: its kind says which fields there are. */
  keyNow: QuestionKey;
  value: TypedKey;
  onChange: (value: TypedKey) => void;
}

/** Another key for a question: other options, other texts or another number. */
export function KeyEditor({ body, keyNow, value, onChange }: KeyEditorProps) {
  const set = (part: string) => (given: string[]) => onChange({ ...value, [part]: given });
  if (body.kind !== 'case' || keyNow.kind !== 'case') {
    if (body.kind === 'case' || keyNow.kind === 'case') return null;
    return <Fields label="" {...{ body, keyNow }} given={value[''] ?? []} onGiven={set('')} />;
  }
  const keys = new Map(keyNow.parts.map((part) => [part.id, part.key]));
  return (
    <View className="ed-form">
      {body.parts.map((part, i) => {
        const key = keys.get(part.id);
        return (
          key && (
            <View key={part.id} className="ed-form">
              <View className="t-sub">{`第 ${i + 1} 小题：${part.body.stem}`}</View>
              <Fields
                label={`第 ${i + 1} 小题，`}
                body={part.body}
                keyNow={key}
                given={value[part.id] ?? []}
                onGiven={set(part.id)}
              />
            </View>
          )
        );
      })}
    </View>
  );
}

interface FieldsProps {
  /** 第 2 小题，before the name of each field. */
  label: string;
  body: PartBody;
  keyNow: PartKey;
  given: readonly string[];
  onGiven: (given: string[]) => void;
}

function Fields({ label, body, keyNow, given, onGiven }: FieldsProps) {
  const type = (i: number, text: string) =>
    onGiven(
      Array.from({ length: Math.max(given.length, i + 1) }, (_, at) =>
        at === i ? text : (given[at] ?? ''),
      ),
    );
  if (isChoice(body)) {
    const multiple = body.kind === 'multiple';
    return (
      <OptionGroup label={`${label}对的选项`} multiple={multiple}>
        {body.options.map(({ id, text }, i) => (
          <Option
            key={id}
            letter={letterOf(i)}
            text={text}
            multiple={multiple}
            state={given.includes(id) ? 'selected' : 'idle'}
            onPress={() => onGiven(chooseOption(body.kind, given, id))}
          />
        ))}
      </OptionGroup>
    );
  }
  if (keyNow.kind === 'fill_in') {
    return (
      <>
        {keyNow.blanks.map(({ id }, i) => (
          <TextField
            key={id}
            label={`${label}第 ${i + 1} 空，都算对的用 | 隔开`}
            value={given[i] ?? ''}
            onChange={(text) => type(i, text)}
          />
        ))}
      </>
    );
  }
  if (keyNow.kind === 'numeric') {
    return (
      <View className="ed-two">
        <TextField
          label={`${label}答案`}
          value={given[0] ?? ''}
          onChange={(text) => type(0, text)}
        />
        <TextField
          label="上下差多少也算对"
          value={given[1] ?? ''}
          onChange={(text) => type(1, text)}
        />
      </View>
    );
  }
  return <View className="t-sub">{`${label}人来评的，没有另一个答案；评得不对就重阅`}</View>;
}
