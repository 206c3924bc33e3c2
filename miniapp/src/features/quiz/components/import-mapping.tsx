import { useState } from 'react';
import { View } from '@tarojs/components';
import { tableFields, type ImportMapping, type QuestionImport } from '@qiangji/shared-types';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Section } from '@/ui/section';
import { Select } from '@/ui/select';
import './bank.scss';

interface ImportMappingFormProps {
  columns: QuestionImport['columns'];
  busy: boolean;
  onMap: (mapping: ImportMapping) => void;
}

const FIELDS = [
  { value: 'none', text: '不用这一列' },
  ...Object.entries(tableFields).map(([value, text]) => ({ value, text })),
];

/** Which column of a foreign table is what, with some of its cells beside it. */
export function ImportMappingForm({ columns, busy, onMap }: ImportMappingFormProps) {
  const [fields, setFields] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(columns.map(({ heading, field }) => [heading, field ?? 'none'])),
  );
  const used = Object.values(fields).filter((one) => one !== 'none');
  const twice = used.find((one, i) => used.indexOf(one) !== i);
  const missing = ['stem', 'answer'].find((one) => !used.includes(one));
  const lacks = twice
    ? `“${tableFields[twice] ?? ''}”选了两列`
    : missing
      ? `还没说哪一列是“${tableFields[missing] ?? ''}”`
      : undefined;
  const done = () =>
    onMap(
      Object.entries(fields)
        .filter(([, field]) => field !== 'none')
        .map(([heading, field]) => ({ heading, field })),
    );
  return (
    <Section title="表里的列" note="说清哪一列是什么">
      <Card pad>
        <View className="bk-columns">
          {columns.map(({ heading, sample }) => (
            <Select
              key={heading}
              label={heading}
              hint={sample.filter(Boolean).join('；') || '前几行是空的'}
              value={fields[heading] ?? 'none'}
              options={FIELDS}
              onChange={(field) => setFields({ ...fields, [heading]: field })}
            />
          ))}
        </View>
        <View className="bk-actions">
          <Button lacks={lacks} busy={busy} onPress={done}>
            按这样读
          </Button>
        </View>
      </Card>
    </Section>
  );
}
