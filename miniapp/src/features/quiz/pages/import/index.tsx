import { useState } from 'react';
import { View } from '@tarojs/components';
import { quizContract, type QuestionImport } from '@qiangji/shared-types';
import { isApiError, saveDownload } from '@/platform/request';
import { useResource } from '@/platform/resource';
import { Bar } from '@/ui/bar';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { goBack } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { Seg } from '@/ui/seg';
import { Select } from '@/ui/select';
import { toast } from '@/ui/toast';
import { ImportMappingForm } from '../../components/import-mapping';
import {
  countWords,
  encodingWords,
  ImportPreview,
  ImportProblems,
  ImportReport,
  keptWords,
} from '../../components/import-result';
import { ImportTwins } from '../../components/import-twins';
import { leftOutCount, NO_CHOICE, twinsKept, type TwinChoice } from '../../twins.form';
import { useImport, type Import, type ImportDefaults } from '../../use-import';
import '../../components/bank.scss';

const KINDS = [
  { value: 'xlsx', text: '表格', note: '照模板填，或者自己的表，列名可以对一对' },
  { value: 'json', text: 'JSON', note: '从强基导出的，什么都不丢' },
  { value: 'xml', text: 'Moodle', note: 'Moodle 导出的 XML' },
  { value: 'txt', text: '文本', note: 'GIFT 或 Aiken 写的文本' },
] as const;

/** Questions in from a file: choose, look at what was read, and only then keep. */
export default function ImportPage() {
  const running = useImport();
  const [topic, setTopic] = useState('none');
  const mastery = useResource(quizContract.listMastery, {});
  const topics = (mastery.data?.topics ?? []).map((one) => ({
    value: one.topic,
    text: one.topicName,
  }));
  const { found, error } = running;
  const defaults: ImportDefaults = topic === 'none' ? {} : { topic };
  return (
    <PageShell title="导入题目" sub="先看清楚，再收进题库" width="full">
      <Card pad>
        <View className="bk-import">
          <Select
            label="没写专题的题，归到"
            value={topic}
            options={[{ value: 'none', text: '不归，算不对' }, ...topics]}
            onChange={setTopic}
          />
          <Chooser running={running} defaults={defaults} />
          {error && <View className="t-sub c-bad">{error}</View>}
        </View>
      </Card>
      {found && <Found found={found} running={running} defaults={defaults} />}
    </PageShell>
  );
}

function Chooser({ running, defaults }: { running: Import; defaults: ImportDefaults }) {
  const [kind, setKind] = useState<(typeof KINDS)[number]['value']>('xlsx');
  const template = async () => {
    try {
      await saveDownload(quizContract.questionTemplate, '题目导入模板.xlsx');
    } catch (thrown) {
      toast(isApiError(thrown) ? thrown.message : '模板没取到，再试一次', 'bad');
    }
  };
  return (
    <>
      <Seg label="文件种类" value={kind} onChange={setKind} options={KINDS} />
      <View className="t-sub">{KINDS.find((one) => one.value === kind)?.note}</View>
      <View className="bk-actions">
        <Button kind="o" icon="download" onPress={() => void template()}>
          下表格模板
        </Button>
        <Button
          icon="upload"
          busy={running.busy}
          lacks={running.isRunning ? '这一个还没读完' : undefined}
          onPress={() => void running.choose(kind, defaults)}
        >
          选文件
        </Button>
      </View>
    </>
  );
}

interface FoundProps {
  found: QuestionImport;
  running: Import;
  defaults: ImportDefaults;
}

function Found({ found, running, defaults }: FoundProps) {
  const { state, fileName, refusal, notes } = found;
  if (running.isRunning) return <Running found={found} />;
  const canMap = found.columns.length > 0 && (state === 'mapping' || state === 'ready');
  return (
    <>
      {refusal && (
        <Card pad>
          <View className="t-b">{fileName}</View>
          <View className="t-sub c-bad">{refusal}</View>
        </Card>
      )}
      {state === 'mapping' && (
        <ImportMappingForm
          columns={found.columns}
          busy={running.busy}
          onMap={(mapping) => void running.map(mapping, defaults)}
        />
      )}
      {state === 'ready' && <Ready found={found} running={running} />}
      {state === 'done' && <Done found={found} running={running} />}
      {notes.map((note) => (
        <View key={note} className="t-sub">
          {note}
        </View>
      ))}
      <ImportReport found={found} />
      <ImportProblems found={found} />
      {state === 'ready' && <ImportPreview found={found} />}
      {state === 'ready' && canMap && (
        <ImportMappingForm
          columns={found.columns}
          busy={running.busy}
          onMap={(mapping) => void running.map(mapping, defaults)}
        />
      )}
    </>
  );
}

function Running({ found }: { found: QuestionImport }) {
  const { progress, total, state, fileName } = found;
  const words = state === 'reading' ? '正在读' : '正在收进题库';
  return (
    <Card pad>
      <View className="bk-import">
        <View className="t-b">{`${words}：${fileName}`}</View>
        <Bar value={total ? progress / total : undefined} />
        <View className="t-sub">
          {total ? `${progress} / ${total} 题` : '题数还不知道'}，可以先做别的
        </View>
      </View>
    </Card>
  );
}

function Ready({ found, running }: { found: QuestionImport; running: Import }) {
  const [state, setState] = useState<'draft' | 'active'>('draft');
  const [twins, setTwins] = useState<TwinChoice>(NO_CHOICE);
  const { good, bad } = found.counts;
  const wanted = good - leftOutCount(found, twins);
  const encoding = encodingWords(found);
  return (
    <>
      <Card pad>
        <View className="bk-import">
          <View className="t-b">{found.fileName}</View>
          <View className="t-sub">{countWords(found)}</View>
          {encoding && <View className="t-sub">{encoding}</View>}
          <Seg
            label="收进来以后"
            value={state}
            onChange={setState}
            options={[
              { value: 'draft', text: '先当草稿' },
              { value: 'active', text: '有解析的直接启用' },
            ]}
          />
          <View className="bk-actions">
            <Button
              busy={running.busy}
              lacks={wanted === 0 ? '没有可以收的题' : undefined}
              onPress={() => void running.keep(state, bad > 0, twinsKept(twins))}
            >
              {bad > 0 ? `只收对的 ${wanted} 题` : `收进这 ${wanted} 题`}
            </Button>
            <Button kind="o" onPress={running.reset}>
              不收，重新选
            </Button>
          </View>
        </View>
      </Card>
      <ImportTwins found={found} choice={twins} onChange={setTwins} />
    </>
  );
}

function Done({ found, running }: { found: QuestionImport; running: Import }) {
  return (
    <Section title="收好了">
      <Card pad>
        <View className="bk-import">
          <View className="t-sub">{keptWords(found)}</View>
          <View className="bk-actions">
            <Button onPress={goBack}>回题库</Button>
            <Button kind="o" onPress={running.reset}>
              再导一个
            </Button>
          </View>
        </View>
      </Card>
    </Section>
  );
}
