import { useState } from 'react';
import { useRouter } from '@tarojs/taro';
import { quizContract } from '@qiangji/shared-types';
import { newId } from '@/platform/ids';
import { useResource } from '@/platform/resource';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Runner } from '../../components/runner';
import { WhatsNext } from '../../components/whats-next';
import { useRun } from '../../quiz.store';
import { topicsUrl } from '../../quiz.view';

/** Ten questions of one topic, or of a group of them: wrong ones first, then due and new ones. */
export default function TopicPage() {
  const { topic = '' } = useRouter().params;
  const [seed] = useState(newId);
  const { state, data, error, refresh } = useResource(
    quizContract.drawTopic,
    { params: { topic }, query: { seed } },
    { keep: false },
  );
  const { given, answer } = useRun('topic');
  const questions = data?.questions ?? [];
  const [name, ...others] = new Set(questions.map((one) => one.topicName));
  const title = name === undefined || others.length > 0 ? '专题练习' : name;
  if (questions.length === 0) {
    // To ask again for a topic that is gone would bring nothing.
    const isEmpty = data !== undefined || error?.code === 'NOT_FOUND';
    return (
      <PageShell
        title={title}
        status={isEmpty ? 'empty' : state}
        empty={{
          title: '这个专题还没有题',
          hint: '换一个专题练',
          action: '看别的专题',
          onAction: () => openPage(topicsUrl),
        }}
        fail={{ title: '题没取到', why: error?.message ?? '服务器没有回应，答过的都在' }}
        onRetry={() => void refresh()}
      />
    );
  }
  return (
    <Runner
      title={title}
      questions={questions}
      given={given}
      onAnswer={answer}
      end={<WhatsNext title="这一组练完了" questions={questions} given={given} />}
    />
  );
}
