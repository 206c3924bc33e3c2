import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Because } from '../../components/because';
import { Runner } from '../../components/runner';
import { WhatsNext } from '../../components/whats-next';
import { useDaily } from '../../quiz.store';
import { reasonOf, topicsUrl } from '../../quiz.view';

/** Today's questions: those of findings first, then what is due, then new ones. */
export default function DailyPage() {
  const { day, resource, practice, given, answer } = useDaily();
  if (!practice || practice.questions.length === 0) {
    const status = practice ? 'empty' : resource.state;
    return (
      <PageShell
        title="每日十题"
        status={status}
        empty={{
          title: '今天没有题',
          hint: '题库里有了在用的题，会排到这里',
          action: '看专题掌握',
          onAction: () => openPage(topicsUrl),
        }}
        fail={{
          title: '今天的题没取到',
          why: resource.error?.message ?? '服务器没有回应，答过的都在',
        }}
        onRetry={() => void resource.refresh()}
      />
    );
  }
  return (
    <Runner
      key={day}
      title="每日十题"
      sub="离线可答"
      questions={practice.questions}
      given={given}
      onAnswer={answer}
      before={({ code }) => {
        const asked = practice.questions.find((one) => one.code === code);
        const reason = reasonOf(practice, asked?.needId ?? null);
        return reason && <Because reason={reason} />;
      }}
      end={
        <WhatsNext
          title="今天的题做完了"
          questions={practice.questions}
          given={given}
          reasons={practice.reasons}
          backlog={practice.backlog}
        />
      }
    />
  );
}
