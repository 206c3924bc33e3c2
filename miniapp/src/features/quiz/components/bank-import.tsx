import { useState } from 'react';
import { View } from '@tarojs/components';
import { quizContract, type ErrorDetail, type QuestionImportResult } from '@qiangji/shared-types';
import { removeFile } from '@/platform/files';
import { pickFile } from '@/platform/pick-file';
import { isApiError, saveDownload, upload } from '@/platform/request';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Seg } from '@/ui/seg';
import { Section } from '@/ui/section';
import { toast } from '@/ui/toast';

type Outcome =
  | { kind: 'done'; name: string; result: QuestionImportResult }
  | { kind: 'refused'; name: string; message: string; details: readonly ErrorDetail[] };

interface BankImportProps {
  onClose: () => void;
  onImported: () => void;
}

/** Questions in from a filled template: all or nothing, each wrong place by row and column. */
export function BankImport({ onClose, onImported }: BankImportProps) {
  const [state, setState] = useState<'draft' | 'active'>('draft');
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const template = async () => {
    try {
      await saveDownload(quizContract.questionTemplate, '题目导入模板.xlsx');
    } catch (thrown) {
      toast(isApiError(thrown) ? thrown.message : '模板没取到，再试一次', 'bad');
    }
  };
  const run = async () => {
    const file = await pickFile('xlsx');
    if (!file) return;
    setBusy(true);
    try {
      const result = await upload(quizContract.importQuestions, file.key, { query: { state } });
      setOutcome({ kind: 'done', name: file.name, result });
      onImported();
    } catch (thrown) {
      if (!isApiError(thrown)) throw thrown;
      const { message, details } = thrown;
      setOutcome({ kind: 'refused', name: file.name, message, details });
    } finally {
      setBusy(false);
      void removeFile(file.key);
    }
  };
  return (
    <Section title="导入题目" note="收起" onMore={onClose}>
      <Card pad>
        <View className="bk-import">
          <View className="t-sub">
            先下模板，一行一题；有一处不对，整张表都不导入，会说清在哪一行。
          </View>
          <Seg
            label="导入后"
            value={state}
            onChange={setState}
            options={[
              { value: 'draft', text: '先当草稿' },
              { value: 'active', text: '直接启用' },
            ]}
          />
          <View className="bk-actions">
            <Button kind="o" icon="download" onPress={() => void template()}>
              下模板
            </Button>
            <Button icon="upload" busy={busy} onPress={() => void run()}>
              选表格导入
            </Button>
          </View>
        </View>
      </Card>
      {outcome?.kind === 'done' && (
        <Card pad>
          <View className="t-sub">
            {`${outcome.name}：新增 ${outcome.result.added} 题，改动 ${outcome.result.changed} 题，没变 ${outcome.result.unchanged} 题`}
          </View>
        </Card>
      )}
      {outcome?.kind === 'refused' && (
        <Card>
          <Cell
            icon="triangle-alert"
            tone="bad"
            title={outcome.message}
            meta={[outcome.name, `${outcome.details.length} 处要改`]}
          />
          {outcome.details.map(({ path, message }, i) => (
            <Cell key={i} plain title={path} meta={message} />
          ))}
        </Card>
      )}
    </Section>
  );
}
