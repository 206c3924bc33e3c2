import { View } from '@tarojs/components';
import { partKinds } from '@qiangji/shared-types';
import { KIND_WORDS } from '@/ui/answer';
import { Button } from '@/ui/button';
import { TextField } from '@/ui/field';
import { Press } from '@/ui/press';
import { letterOf } from '@/ui/question/states';
import { Select } from '@/ui/select';
import {
  addCriterion,
  addOption,
  addPart,
  emptyPart,
  gapsOf,
  type EditForm,
  type PartForm,
} from '../edit.form';
import { StemPictures } from './stem-pictures';

interface PartEditorProps {
  form: PartForm;
  /** 第 2 小题，before the name of each field. */
  label?: string;
  onChange: (form: PartForm) => void;
}

/** The fields of one question of any kind but a case. */
export function PartEditor({ form, label = '', onChange }: PartEditorProps) {
  const set = (change: Partial<PartForm>) => onChange({ ...form, ...change });
  return (
    <View className="bk-form">
      <TextField
        label={`${label}题干`}
        value={form.stem}
        max={2000}
        multiline
        hint={form.kind === 'fill_in' ? '空的地方写 ____' : undefined}
        onChange={(stem) => set({ stem })}
      />
      <StemPictures label={label} media={form.media} onChange={(media) => set({ media })} />
      <KindFields form={form} label={label} set={set} />
    </View>
  );
}

interface FieldsProps {
  form: PartForm;
  label: string;
  set: (change: Partial<PartForm>) => void;
}

function KindFields(props: FieldsProps) {
  const { form, label, set } = props;
  if (form.kind === 'fill_in') {
    return (
      <>
        {Array.from({ length: gapsOf(form.stem) }, (_, i) => (
          <TextField
            key={i}
            label={`${label}第 ${i + 1} 空的答案，几种写法用 | 隔开`}
            value={form.blanks[i] ?? ''}
            onChange={(text) => {
              const blanks = [...form.blanks];
              blanks[i] = text;
              set({ blanks: Array.from(blanks, (one) => one ?? '') });
            }}
          />
        ))}
      </>
    );
  }
  if (form.kind === 'numeric') {
    return (
      <View className="bk-row">
        <TextField label={`${label}答案`} value={form.value} onChange={(value) => set({ value })} />
        <TextField label="单位" value={form.unit} max={20} onChange={(unit) => set({ unit })} />
        <TextField
          label="上下差多少也算对"
          value={form.tolerance}
          onChange={(tolerance) => set({ tolerance })}
        />
      </View>
    );
  }
  return form.kind === 'short_answer' ? <Written {...props} /> : <Options {...props} />;
}

function Options({ form, label, set }: FieldsProps) {
  const single = form.kind !== 'multiple';
  const turn = (id: string) =>
    set({
      options: form.options.map((one) => ({
        ...one,
        right: one.id === id ? single || !one.right : single ? false : one.right,
      })),
    });
  return (
    <>
      {form.options.map((option, i) => (
        <View key={option.id} className="bk-option">
          <Press
            role={single ? 'radio' : 'checkbox'}
            checked={option.right}
            className={`bk-option__right ${option.right ? 'bk-option__right--on' : ''}`}
            label={`${label}选项 ${letterOf(i)} 是对的`}
            onPress={() => turn(option.id)}
          >
            {`${letterOf(i)} ${option.right ? '对' : '不对'}`}
          </Press>
          <View className="bk-option__text">
            <TextField
              label={`${label}选项 ${letterOf(i)}`}
              hideLabel
              value={option.text}
              max={500}
              disabled={form.kind === 'true_false'}
              onChange={(text) =>
                set({
                  options: form.options.map((one) =>
                    one.id === option.id ? { ...one, text } : one,
                  ),
                })
              }
            />
          </View>
          {form.kind !== 'true_false' && form.options.length > 2 && (
            <Press
              className="bk-option__drop"
              label={`${label}删去选项 ${letterOf(i)}`}
              onPress={() => set({ options: form.options.filter((one) => one.id !== option.id) })}
            >
              删去
            </Press>
          )}
        </View>
      ))}
      {form.kind !== 'true_false' && form.options.length < 10 && (
        <Button kind="o" onPress={() => set({ options: addOption(form.options) })}>
          加一个选项
        </Button>
      )}
    </>
  );
}

function Written({ form, label, set }: FieldsProps) {
  const change = (id: string, part: Partial<PartForm['criteria'][number]>) =>
    set({ criteria: form.criteria.map((one) => (one.id === id ? { ...one, ...part } : one)) });
  return (
    <>
      <TextField
        label={`${label}参考答案`}
        value={form.model}
        max={3000}
        multiline
        onChange={(model) => set({ model })}
      />
      <TextField label="字数上限" value={form.limit} onChange={(limit) => set({ limit })} />
      {form.criteria.map((one, i) => (
        <View key={one.id} className="bk-row">
          <TextField
            label={`${label}得分点 ${i + 1}`}
            value={one.text}
            max={300}
            onChange={(text) => change(one.id, { text })}
          />
          <TextField
            label="几分"
            value={one.points}
            onChange={(points) => change(one.id, { points })}
          />
        </View>
      ))}
      {form.criteria.length < 10 && (
        <Button kind="o" onPress={() => set({ criteria: addCriterion(form.criteria) })}>
          加一个得分点
        </Button>
      )}
    </>
  );
}

interface CaseEditorProps {
  form: EditForm;
  onChange: (form: EditForm) => void;
}

/** A case: what happened, and its parts one below the other. */
export function CaseEditor({ form, onChange }: CaseEditorProps) {
  const setPart = (part: PartForm) =>
    onChange({ ...form, parts: form.parts.map((one) => (one.id === part.id ? part : one)) });
  return (
    <View className="bk-form">
      <TextField
        label="案情"
        value={form.stem}
        max={2000}
        multiline
        onChange={(stem) => onChange({ ...form, stem })}
      />
      <StemPictures
        label="案情"
        media={form.media}
        onChange={(media) => onChange({ ...form, media })}
      />
      {form.parts.map((part, i) => (
        <View key={part.id} className="bk-part">
          <View className="bk-row">
            <Select
              label={`第 ${i + 1} 小题的题型`}
              value={part.kind}
              options={partKinds.map((value) => ({ value, text: KIND_WORDS[value] }))}
              onChange={(kind) =>
                setPart({ ...emptyPart(part.id, kind), stem: part.stem, points: part.points })
              }
            />
            <TextField
              label={`第 ${i + 1} 小题的分值`}
              value={part.points}
              onChange={(points) => setPart({ ...part, points })}
            />
          </View>
          <PartEditor form={part} label={`第 ${i + 1} 小题，`} onChange={setPart} />
          {form.parts.length > 1 && (
            <Press
              className="bk-option__drop"
              label={`删去第 ${i + 1} 小题`}
              onPress={() =>
                onChange({ ...form, parts: form.parts.filter((one) => one.id !== part.id) })
              }
            >
              删去这一小题
            </Press>
          )}
        </View>
      ))}
      {form.parts.length < 10 && (
        <Button kind="o" onPress={() => onChange({ ...form, parts: addPart(form.parts) })}>
          加一小题
        </Button>
      )}
    </View>
  );
}
