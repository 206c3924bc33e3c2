import { useEffect } from 'react';
import { useRouter } from '@tarojs/taro';
import { examContract } from '@qiangji/shared-types';
import { useResource } from '@/platform/resource';
import { Button } from '@/ui/button';
import { Empty } from '@/ui/empty';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { After } from '../../components/after';
import { PaperView } from '../../components/paper-view';
import { EXAM_KIND_WORDS, minePath, resultUrl } from '../../exam.view';
import { heldAttempt } from '../../held.store';
import {
  useHeld,
  useSaveState,
  useSitting,
  useTimeUp,
  useTries,
  type Opened,
} from '../../use-sitting';
import { useRefused } from '../../use-refused';

/** The exam itself. */
export default function SitPage() {
  const { id = '', no = '1' } = useRouter().params;
  const { opened, refusal, take } = useSitting(id, Number(no));
  const { data } = useResource(examContract.findMine, id ? { params: { examId: id } } : undefined);
  const title = data ? EXAM_KIND_WORDS[data.kind] : '考试';
  if (opened) {
    const watermark = data?.watermark ?? null;
    return (
      <Open
        {...{ opened, title, watermark, take }}
        sub={data?.title}
        warns={data?.leaveScreen !== 'note'}
      />
    );
  }
  const before = heldAttempt(id);
  if (before?.submitOpId != null) {
    return <After title={title} held={before} questions={data?.paper.questions ?? 0} />;
  }
  const isOver = refusal?.code === 'EXAM_HANDED_IN' || refusal?.code === 'EXAM_OVER';
  return (
    <PageShell
      title={title}
      status={refusal ? (isOver ? 'empty' : 'error') : 'loading'}
      empty={{
        title: '这场考试收卷了',
        hint: '到点前存上的答案都算',
        action: '看结果',
        onAction: () => openPage(resultUrl(id)),
      }}
      fail={{ title: '没有开考', why: refusal?.message ?? '服务器没有回应，连上网再试' }}
      onRetry={take}
    />
  );
}

interface OpenProps {
  opened: Opened;
  title: string;
  sub: string | undefined;
  watermark: string | null;
  warns: boolean;
  take: () => void;
}

function Open({ opened, title, sub, watermark, warns, take }: OpenProps) {
  const { sitting, sheet } = opened;
  const held = useHeld(sitting);
  const save = useSaveState(held.attemptId);
  const isOpen = held.submitOpId === null && !held.elsewhere;
  useTries(save.waiting > 0);
  useTimeUp(sitting, held.endsAtMs, isOpen);
  useRefused(sitting, take);
  useEffect(() => {
    // Opened again after a kill while the screen was away: that absence is over now.
    void sitting.comeBack();
    return () => sitting.leave();
  }, [sitting]);
  if (held.submitOpId !== null) {
    return <After title={title} held={held} questions={sheet.questions.length} />;
  }
  if (held.elsewhere) {
    return (
      <PageShell
        title={title}
        sub={sub}
        bottom={
          <>
            <Button kind="o" size={56} onPress={() => openPage(minePath)}>
              不换
            </Button>
            <Button block size={56} onPress={take}>
              换回这台手机答
            </Button>
          </>
        }
      >
        <Empty
          icon="radio"
          title="正在另一台手机上答"
          hint="这台已停下，答过的都没丢。换回来，那台就停下"
        />
      </PageShell>
    );
  }
  return <PaperView {...{ sitting, held, sheet, save, title, sub, watermark, warns }} />;
}
