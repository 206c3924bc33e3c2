import { Text, View } from '@tarojs/components';
import {
  stemPieces,
  type ChoiceBody,
  type PartAnswer,
  type PartBody,
  type PartKey,
} from '@qiangji/shared-types';
import { TextField } from '../field';
import { Icon } from '../icon';
import { Option, OptionGroup } from '../option';
import { letterOf, optionState } from '../question/states';
import { blankIn, chooseOption, chosenIn, isFieldRight, keyWords, textIn, withBlank } from './view';

export interface PartFormProps<B extends PartBody = PartBody> {
  body: B;
  /** Where several parts stand together: 第 2 小题. Spoken before the name of a field. */
  label?: string;
  answer: PartAnswer | null;
  onChange: (answer: PartAnswer) => void;
  locked: boolean;
  /** Once the answer may be seen. */
  rightKey?: PartKey | undefined;
}

/** The field or the options of one question of any kind but a case. */
export function PartForm(props: PartFormProps) {
  const { body } = props;
  switch (body.kind) {
    case 'fill_in':
      return <Blanks {...props} body={body} />;
    case 'numeric':
      return <NumberField {...props} body={body} />;
    case 'short_answer':
      return <Writing {...props} body={body} />;
    default:
      return <Options {...props} body={body} />;
  }
}

function Options({ body, answer, onChange, locked, rightKey }: PartFormProps<ChoiceBody>) {
  const chosen = chosenIn(answer);
  const right = rightKey && 'answer' in rightKey ? rightKey.answer : [];
  const multiple = body.kind === 'multiple';
  return (
    <OptionGroup label={body.stem} multiple={multiple}>
      {body.options.map(({ id, text }, index) => (
        <Option
          key={id}
          letter={letterOf(index)}
          text={text}
          multiple={multiple}
          locked={locked}
          state={optionState(id, chosen, right, rightKey !== undefined)}
          onPress={() => onChange({ kind: body.kind, chosen: chooseOption(body.kind, chosen, id) })}
        />
      ))}
    </OptionGroup>
  );
}

function Mark({ right, words }: { right: boolean; words: string }) {
  return (
    <View className={`qj-answer__mark ${right ? 'c-ok' : 'c-bad'}`}>
      <Icon name={right ? 'circle-check' : 'circle-x'} size={20} />
      <Text>{right ? '对' : `应是 ${words}`}</Text>
    </View>
  );
}

/** The stem with its blanks as numbered rules. */
export function BlankStem({ stem }: { stem: string }) {
  let n = 0;
  return (
    <>
      {stemPieces(stem).map((piece, i) =>
        'text' in piece ? (
          <Text key={i}>{piece.text}</Text>
        ) : (
          <Text key={i} className="qj-answer__blank">{`（${++n}）`}</Text>
        ),
      )}
    </>
  );
}

type BodyOf<K> = Extract<PartBody, { kind: K }>;

function Blanks(props: PartFormProps<BodyOf<'fill_in'>>) {
  const { body, label = '', answer, onChange, locked, rightKey } = props;
  const inOrder = stemPieces(body.stem).flatMap((one) => ('blank' in one ? [one.blank] : []));
  return (
    <View className="qj-answer__fields">
      {inOrder.map((id, i) => {
        const key = rightKey?.kind === 'fill_in' ? rightKey : undefined;
        const accepted = key?.blanks.find((one) => one.id === id)?.accepted ?? [];
        return (
          <View key={id}>
            <TextField
              label={`${label}第 ${i + 1} 空`}
              value={blankIn(answer, id)}
              max={200}
              disabled={locked}
              onChange={(text) => onChange(withBlank(answer, id, text))}
            />
            {rightKey && (
              <Mark
                right={isFieldRight(body, rightKey, answer, id)}
                words={accepted.join(' 或 ')}
              />
            )}
          </View>
        );
      })}
    </View>
  );
}

function NumberField(props: PartFormProps<BodyOf<'numeric'>>) {
  const { body, label = '', answer, onChange, locked, rightKey } = props;
  return (
    <View className="qj-answer__fields">
      <TextField
        label={`${label}${body.unit ? `填数字，单位：${body.unit}` : '填数字'}`}
        value={textIn(answer)}
        max={40}
        // A number may be negative or carry separators: the keyboard of digits alone has neither.
        keyboard="digit"
        disabled={locked}
        onChange={(text) => onChange({ kind: 'numeric', text })}
      />
      {rightKey && (
        <Mark right={isFieldRight(body, rightKey, answer)} words={keyWords(body, rightKey)} />
      )}
    </View>
  );
}

function Writing(props: PartFormProps<BodyOf<'short_answer'>>) {
  const { body, label = '', answer, onChange, locked, rightKey } = props;
  const written = textIn(answer);
  return (
    <View className="qj-answer__fields">
      {locked && written !== '' ? (
        // A field that nobody may write in shows three lines and hides the rest.
        <View className="qj-answer__model">
          <View className="t-b">{`${label}写下的回答`}</View>
          <Text className="qj-answer__text">{written}</Text>
        </View>
      ) : (
        <TextField
          label={`${label}写下你的回答`}
          value={written}
          max={body.maxLength}
          multiline
          disabled={locked}
          onChange={(text) => onChange({ kind: 'short_answer', text })}
        />
      )}
      {rightKey?.kind === 'short_answer' && (
        <View className="qj-answer__model">
          <View className="t-b">参考答案</View>
          <Text className="qj-answer__text">{rightKey.model}</Text>
          <View className="t-b">得分点</View>
          {rightKey.criteria.map((one) => (
            <View key={one.id} className="t-sub">{`${one.text}（${one.points} 分）`}</View>
          ))}
        </View>
      )}
    </View>
  );
}
