import { View } from '@tarojs/components';
import { partKinds } from '@qiangji/shared-types';
import { KIND_WORDS } from '@/ui/answer';
import { Button } from '@/ui/button';
import { TextField } from '@/ui/field';
import { OptionFields } from '@/ui/option-fields';
import { Press } from '@/ui/press';
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
  const { options } = form;
  return (
    <OptionFields
      options={options}
      right={options.filter((one) => one.right).map(({ id }) => id)}
      single={form.kind !== 'multiple'}
      fixed={form.kind === 'true_false'}
      label={label}
      max={500}
      most={10}
      onRight={(ids) =>
        set({ options: options.map((one) => ({ ...one, right: ids.includes(one.id) })) })
      }
      onText={(id, text) =>
        set({ options: options.map((one) => (one.id === id ? { ...one, text } : one)) })
      }
      onDrop={(id) => set({ options: options.filter((one) => one.id !== id) })}
      onAdd={() => set({ options: addOption(options) })}
    />
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
        <View key={part.id} className="bk-part l-box">
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
              className="l-drop"
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
