import { useState } from 'react';
import { View } from '@tarojs/components';
import { feedbackContract, type FeedbackState, type OfficeFeedback } from '@qiangji/shared-types';
import { callOnce, toApiError } from '@/platform/request';
import { usePagedResource } from '@/platform/resource';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Chips } from '@/ui/chips';
import { Drawer } from '@/ui/drawer';
import { TextField } from '@/ui/field';
import { More } from '@/ui/more';
import { PageShell } from '@/ui/page-shell';
import { Tag } from '@/ui/tag';
import { toast } from '@/ui/toast';
import { whenText } from '@/shell/when';
import { headOf, STATE_LOOK } from '../../feedback.view';
import { Letter } from '../../letter';
import '../../feedback.scss';

const CHIPS: { value: FeedbackState; text: string }[] = [
  { value: 'open', text: '待答复' },
  { value: 'answered', text: '已答复' },
  { value: 'closed', text: '已办结' },
];

const fromOf = ({ sender }: OfficeFeedback) =>
  sender ? `${sender.name}，${sender.unitName}` : '没有留名';

/** The campaign office reads, answers and closes. */
export default function FeedbackOfficePage() {
  const [chosen, setChosen] = useState<FeedbackState>('open');
  const list = usePagedResource(
    feedbackContract.listAll,
    { query: { state: chosen } },
    { keep: false },
  );
  const [open, setOpen] = useState<OfficeFeedback>();

  const changed = (letter: OfficeFeedback) => {
    setOpen(letter.state === 'closed' ? undefined : letter);
    void list.refresh();
  };
  return (
    <PageShell
      title="投诉建议答复"
      width="full"
      status={list.state === 'empty' ? 'ready' : list.state}
      onRefresh={list.refresh}
      fail={{ title: '来信没取到', why: list.error?.message ?? '服务器没有回应' }}
      top={<Chips label="进度" chips={CHIPS} value={chosen} onChange={setChosen} />}
      drawer={
        <Drawer
          open={open !== undefined}
          title="来信"
          sub={open && fromOf(open)}
          onClose={() => setOpen(undefined)}
        >
          {open && <AnswerForm key={open.id} letter={open} onChanged={changed} />}
        </Drawer>
      }
    >
      <Card>
        {list.items.map((letter) => (
          <Cell
            key={letter.id}
            title={headOf(letter.text)}
            meta={[fromOf(letter), whenText(letter.sentAt)]}
            right={<Tag tone={STATE_LOOK[letter.state].tone}>{STATE_LOOK[letter.state].text}</Tag>}
            onPress={() => setOpen(letter)}
          />
        ))}
        {list.items.length === 0 && <Cell plain title="这里没有来信" />}
      </Card>
      <More list={list} text="再看 20 条" />
    </PageShell>
  );
}

interface FormProps {
  letter: OfficeFeedback;
  onChanged: (letter: OfficeFeedback) => void;
}

function AnswerForm({ letter, onChanged }: FormProps) {
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const params = { feedbackId: letter.id };
  const { version } = letter;

  const act = async (step: () => Promise<OfficeFeedback>, done: string) => {
    setBusy(true);
    try {
      onChanged(await step());
      setText('');
      toast(done);
    } catch (thrown) {
      toast(toApiError(thrown).message, 'bad');
    } finally {
      setBusy(false);
    }
  };
  const words = text.trim();
  const answer = () => {
    const body = { version, text: words };
    return act(() => callOnce(feedbackContract.answer, { params, body }), '已答复，对方会收到');
  };
  const close = () => {
    const body = { version };
    return act(() => callOnce(feedbackContract.close, { params, body }), '已办结');
  };

  return (
    <View className="l-col g-12">
      <Letter letter={letter} from={fromOf(letter)} />
      {letter.state !== 'closed' && (
        <>
          <TextField label="答复" multiline max={1000} value={text} onChange={setText} />
          <Button
            block
            busy={busy}
            lacks={words === '' ? '还没写答复' : undefined}
            onPress={() => void answer()}
          >
            答复
          </Button>
        </>
      )}
      {letter.state === 'answered' && (
        <Button kind="o" block busy={busy} onPress={() => void close()}>
          办结
        </Button>
      )}
    </View>
  );
}
