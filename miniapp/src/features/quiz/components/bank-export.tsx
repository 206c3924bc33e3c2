import { useState } from 'react';
import { View } from '@tarojs/components';
import { quizContract, type BankFormat, type QuestionKind } from '@qiangji/shared-types';
import { isApiError, saveDownload } from '@/platform/request';
import { useResource } from '@/platform/resource';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Choice } from '@/ui/choice';
import { Section } from '@/ui/section';
import { toast } from '@/ui/toast';
import './bank.scss';

const FORMATS: readonly { value: BankFormat; text: string; file: string }[] = [
  { value: 'xlsx', text: '表格', file: '题库.xlsx' },
  { value: 'json', text: 'JSON', file: '题库.json' },
  { value: 'gift', text: 'GIFT', file: '题库.gift.txt' },
  { value: 'moodle', text: 'Moodle', file: '题库.xml' },
  { value: 'aiken', text: 'Aiken', file: '题库.txt' },
];

interface BankExportProps {
  /** Which questions: topic and kind of the filter. */
  query: { topic?: string; kind?: QuestionKind };
  onClose: () => void;
}

/** Questions out of the bank; what a format cannot hold is said before. */
export function BankExport({ query, onClose }: BankExportProps) {
  const [format, setFormat] = useState<BankFormat>('xlsx');
  const [busy, setBusy] = useState(false);
  const { data, error } = useResource(
    quizContract.findLosses,
    { params: { format }, query },
    { keep: false },
  );
  const file = FORMATS.find((one) => one.value === format)?.file ?? '题库';
  const run = async () => {
    setBusy(true);
    try {
      await saveDownload(quizContract.exportQuestions, file, { params: { format }, query });
    } catch (thrown) {
      toast(isApiError(thrown) ? thrown.message : '文件没取到，再试一次', 'bad');
    } finally {
      setBusy(false);
    }
  };
  const count = data ? data.questions - data.leftOut : 0;
  const waits = data || error ? '没有可以导出的题' : '正在看会丢什么';
  return (
    <Section title="导出题目" note="收起" onMore={onClose}>
      <Card pad>
        <View className="bk-import">
          <View className="t-sub">导出的是上面条件里专题和题型选中的题</View>
          <Choice
            label="格式"
            value={format}
            options={FORMATS}
            onChange={setFormat}
            columns="flow"
          />
          {error && <View className="t-sub c-bad">{error.message}</View>}
          {data && (
            <View>
              {data.leftOut > 0 && (
                <View className="t-sub">{`有 ${data.leftOut} 题这种格式装不下，不会导出`}</View>
              )}
              {data.losses.map(({ what, questions }) => (
                <View key={what} className="t-sub">{`会丢：${what}，${questions} 题`}</View>
              ))}
              {data.pictures > 0 && (
                <View className="t-sub">
                  {`${data.pictures} 题带图，文件里只写图的编号：导回本局图还在，到别的局要重新配图`}
                </View>
              )}
              {data.leftOut === 0 && data.losses.length === 0 && data.pictures === 0 && (
                <View className="t-sub">什么都不会丢</View>
              )}
            </View>
          )}
          <View className="bk-actions">
            <Button
              icon="download"
              busy={busy}
              lacks={count === 0 ? waits : undefined}
              onPress={() => void run()}
            >
              {`导出 ${count} 题`}
            </Button>
          </View>
        </View>
      </Card>
    </Section>
  );
}
