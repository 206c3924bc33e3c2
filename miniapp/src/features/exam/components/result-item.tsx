import { useState } from 'react';
import { Text, View } from '@tarojs/components';
import { examResultContract, type MyResult, type MyResultItem } from '@qiangji/shared-types';
import { enqueue, useSentMark } from '@/platform/outbox';
import { Ask } from '@/ui/answer';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { TextField } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { keptHere } from '@/ui/kept';
import { SentMark } from '@/ui/sent-mark';
import { Tag } from '@/ui/tag';
import { toastSent } from '@/ui/toast';
import {
  APPEAL_WORDS,
  changeWords,
  itemPoints,
  MARK_WORDS,
  markOf,
  UPHELD_WORDS,
} from '../result.view';
import '../exam.scss';

interface ResultItemProps {
  item: MyResultItem;
  examId: string;
  attemptId: string;
  shown: MyResult['shown'];
}

/** One question of my paper: what I gave, what was right, what changed, and an appeal. */
export function ResultItem({ item, examId, attemptId, shown }: ResultItemProps) {
  const { body, answer, key, explanation, changes } = item;
  return (
    <View className="ex-one">
      <Ask
        body={body}
        tags={[itemPoints(item), MARK_WORDS[markOf(item, shown)]]}
        answer={answer}
        onChange={() => undefined}
        locked
        shown={key ? { key, explanation: explanation ?? '' } : undefined}
      />
      {answer === null && <Note text="这题没有答" />}
      {item.withheld && <Note text="别的考试还要考这道题，考完再公布对错和答案" />}
      {item.everyone && <Note text="这题出得不好，人人得满分" />}
      {changes.map((change) => (
        <Note key={change.at} text={changeWords(change, item.points)} />
      ))}
      {shown.answers && <Appeal {...{ item, examId, attemptId }} />}
    </View>
  );
}

function Note({ text }: { text: string }) {
  return (
    <View className="ex-note">
      <Icon name="circle-alert" size={18} />
      <Text>{text}</Text>
    </View>
  );
}

type AppealProps = Pick<ResultItemProps, 'item' | 'examId' | 'attemptId'>;

function Appeal({ item, examId, attemptId }: AppealProps) {
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [opId, setOpId] = useState('');
  const [busy, setBusy] = useState(false);
  const mark = useSentMark(opId);
  const { appeal } = item;
  if (appeal) {
    return (
      <Card pad>
        <View className="l-row l-between">
          <Text className="t-head">我的申诉</Text>
          <Tag tone={appeal.state === 'open' ? 'warn' : 'plain'}>{APPEAL_WORDS[appeal.state]}</Tag>
        </View>
        <View className="t-sub">{appeal.text}</View>
        {appeal.reason && <View className="t-body">{`答复：${appeal.reason}`}</View>}
        {appeal.upheldBy && <View className="t-sub">{UPHELD_WORDS[appeal.upheldBy]}</View>}
      </Card>
    );
  }
  if (opId) {
    return (
      <Card pad>
        <View className="l-row l-between">
          <Text className="t-head">我的申诉</Text>
          <SentMark state={mark} />
        </View>
        <View className="t-sub">{text}</View>
      </Card>
    );
  }
  if (!isOpen) {
    return (
      <Button kind="o" block icon="message-square" onPress={() => setOpen(true)}>
        觉得这题有问题
      </Button>
    );
  }
  const send = async () => {
    const keep = async () => {
      const sent = await enqueue({
        contract: examResultContract.appealQuestion,
        params: { examId, code: item.code },
        body: { attemptId, text: text.trim() },
        recordKey: `appeal:${attemptId}:${item.code}`,
        title: '题目申诉',
      });
      setOpId(sent);
    };
    setBusy(true);
    const isKept = await keptHere(keep, '再交');
    setBusy(false);
    if (!isKept) return;
    toastSent('申诉已存下，连上网就送');
  };
  return (
    <Card pad>
      <TextField label="哪里不对" value={text} onChange={setText} max={500} multiline />
      <Button
        block
        busy={busy}
        lacks={text.trim() === '' ? '写一句哪里不对' : undefined}
        onPress={() => void send()}
      >
        交申诉，一题一次
      </Button>
    </Card>
  );
}
