import { View } from '@tarojs/components';
import { Button } from '../button';
import { TextField } from '../field';
import { Press } from '../press';
import { letterOf } from '../question/states';
import './index.scss';

export interface OptionFieldsProps {
  options: readonly { id: string; text: string }[];
  /** Ids of those that are right. */
  right: readonly string[];
  /** One of them is right at most. */
  single: boolean;
  /** They are what they are: right and wrong. */
  fixed: boolean;
  /** What comes before the name of each field. */
  label: string;
  /** Longest text. */
  max: number;
  /** So many at most. */
  most: number;
  /** What the button to add one is called, where its words alone do not tell. */
  addLabel?: string;
  onRight: (ids: string[]) => void;
  onText: (id: string, text: string) => void;
  onDrop: (id: string) => void;
  onAdd: () => void;
}

/** The options of a question that is written: what each says, and which are right. */
export function OptionFields(props: OptionFieldsProps) {
  const { options, right, single, fixed, label, max, most, addLabel } = props;
  const turn = (id: string) => {
    const others = right.filter((one) => one !== id);
    props.onRight(single ? [id] : right.includes(id) ? others : [...others, id]);
  };
  return (
    <>
      {options.map(({ id, text }, at) => {
        const on = right.includes(id);
        return (
          <View key={id} className="qj-option-field">
            <Press
              role={single ? 'radio' : 'checkbox'}
              checked={on}
              className={`qj-option-field__right ${on ? 'qj-option-field__right--on' : ''}`}
              label={`${label}选项 ${letterOf(at)} 是对的`}
              onPress={() => turn(id)}
            >
              {`${letterOf(at)} ${on ? '对' : '不对'}`}
            </Press>
            <View className="qj-option-field__text">
              <TextField
                label={`${label}选项 ${letterOf(at)}`}
                hideLabel
                value={text}
                max={max}
                disabled={fixed}
                onChange={(words) => props.onText(id, words)}
              />
            </View>
            {!fixed && options.length > 2 && (
              <Press
                className="l-drop"
                label={`${label}删去选项 ${letterOf(at)}`}
                onPress={() => props.onDrop(id)}
              >
                删去
              </Press>
            )}
          </View>
        );
      })}
      {!fixed && options.length < most && (
        <Button kind="o" label={addLabel} onPress={props.onAdd}>
          加一个选项
        </Button>
      )}
    </>
  );
}
