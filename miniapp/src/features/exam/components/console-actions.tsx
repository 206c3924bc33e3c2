import { useState } from 'react';
import { View } from '@tarojs/components';
import { examContract, type Exam } from '@qiangji/shared-types';
import { callOnce } from '@/platform/request';
import { Button } from '@/ui/button';
import { Dialog, useConfirm } from '@/ui/dialog';
import { TextField } from '@/ui/field';
import { goBack, openPage } from '@/ui/nav';
import { attempt } from '../desk.call';
import { appealsUrl, markingUrl, planUrl, resultsUrl, statisticsUrl } from '../desk.view';
import { rankingUrl } from '../exam.view';
import { releaseWords } from '../plan.form';
import './desk.scss';

interface ActionsProps {
  exam: Exam;
  /** People who were deferred or not reached. */
  missed: number;
  /** Papers that could not be graded so far. */
  unmade: number;
  onMakeUp: () => void;
  onAdd: () => void;
  onChanged: () => void;
}

/** What may be done about an exam in its phase. */
export function ConsoleActions({ exam, missed, unmade, onMakeUp, onAdd, onChanged }: ActionsProps) {
  const [dialog, ask] = useConfirm();
  const [open, setOpen] = useState<'cancel' | 'without'>();
  const close = () => setOpen(undefined);
  const params = { examId: exam.id };
  const publish = async () => {
    const surprise = exam.draft.kind === 'surprise';
    const text = surprise
      ? '现在就抽人、发通知、开考，发出后不能改'
      : '抽定应考的人并发通知，发出后不能改';
    if (!(await ask({ title: '发出考试', text, yes: '发出', no: '先不发' }))) return;
    const body = { version: exam.version };
    if (await attempt(() => callOnce(examContract.publishExam, { params, body }))) onChanged();
  };
  const discard = async () => {
    const text = '还没发，谁也不知道；删掉以后这张卷就不再被它占着';
    if (!(await ask({ title: '删掉这场考试', text, yes: '删掉', no: '留着', danger: true })))
      return;
    const body = { version: exam.version, reason: '没发，删掉了' };
    if (await attempt(() => callOnce(examContract.cancelExam, { params, body }))) goBack();
  };
  const release = async () => {
    const text = releaseWords(missed);
    if (!(await ask({ title: '公布结果', text, yes: '公布', no: '先不公布' }))) return;
    const body = { version: exam.version };
    if (await attempt(() => callOnce(examContract.releaseExam, { params, body }))) onChanged();
  };
  const isOver = exam.phase === 'closed';
  const live = exam.phase === 'open' || exam.phase === 'upcoming';
  return (
    <View className="ed-buttons">
      {exam.state === 'draft' && (
        <>
          <Button kind="o" size={44} icon="pencil-line" onPress={() => openPage(planUrl(exam.id))}>
            改安排
          </Button>
          <Button kind="d" size={44} icon="trash-2" onPress={() => void discard()}>
            删掉
          </Button>
          <Button size={44} onPress={() => void publish()}>
            发出考试
          </Button>
        </>
      )}
      {exam.state === 'cancelled' && (
        <Button kind="o" size={44} icon="plus" onPress={() => openPage(planUrl())}>
          另排一场
        </Button>
      )}
      {(isOver || exam.phase === 'open') && (
        <Button kind="o" size={44} icon="pencil-line" onPress={() => openPage(markingUrl(exam.id))}>
          阅卷
        </Button>
      )}
      {exam.draft.kind === 'contest' && exam.state === 'published' && exam.phase !== 'upcoming' && (
        <Button kind="o" size={44} icon="award" onPress={() => openPage(rankingUrl(exam.id))}>
          竞赛榜
        </Button>
      )}
      {isOver && (
        <>
          <Button
            kind="o"
            size={44}
            icon="file-chart-column"
            onPress={() => openPage(resultsUrl(exam.id))}
          >
            成绩
          </Button>
          <Button
            kind="o"
            size={44}
            icon="list-checks"
            onPress={() => openPage(statisticsUrl(exam.id))}
          >
            试题分析
          </Button>
          <Button
            kind="o"
            size={44}
            icon="message-square"
            onPress={() => openPage(appealsUrl(exam.id))}
          >
            申诉
          </Button>
          {exam.releasedAt === null && (
            <Button size={44} onPress={() => void release()}>
              公布结果
            </Button>
          )}
        </>
      )}
      {(isOver || exam.phase === 'open') && (
        <Button kind="o" size={44} icon="calendar" onPress={onMakeUp}>
          定补考时间
        </Button>
      )}
      {exam.state === 'published' && exam.releasedAt === null && (
        <Button kind="o" size={44} icon="plus" onPress={onAdd}>
          加人
        </Button>
      )}
      {isOver && unmade > 0 && (
        <Button kind="d" size={44} icon="circle-alert" onPress={() => setOpen('without')}>
          不等批不出来的卷
        </Button>
      )}
      {live && (
        <Button kind="d" size={44} icon="octagon-x" onPress={() => setOpen('cancel')}>
          中止考试
        </Button>
      )}
      {dialog}
      {open === 'cancel' && <Cancel exam={exam} onClose={close} onChanged={onChanged} />}
      {open === 'without' && <Without {...{ exam, unmade, onChanged }} onClose={close} />}
    </View>
  );
}

interface FormProps {
  exam: Exam;
  onClose: () => void;
  onChanged: () => void;
}

function Cancel({ exam, onClose, onChanged }: FormProps) {
  return (
    <WithReason
      route={examContract.cancelExam}
      title="中止考试"
      text="在答的人马上停下，应考的人都会收到原因；已经存上的答案留着，不计成绩"
      yes="中止"
      no="继续考"
      label="原因，发给应考的人"
      {...{ exam, onClose, onChanged }}
    />
  );
}

function Without({ exam, unmade, onClose, onChanged }: FormProps & { unmade: number }) {
  return (
    <WithReason
      route={examContract.settleUnmade}
      title={`不等 ${unmade} 份批不出来的卷`}
      text="这场按没有这几份结清。写卷的人记顺延，不算缺考，也不算没通过，可以补考，会收到通知；卷子留着"
      yes="不等了"
      no="再等等"
      label="原因，留在记录里"
      {...{ exam, onClose, onChanged }}
    />
  );
}

interface WithReasonProps extends FormProps {
  route: typeof examContract.cancelExam | typeof examContract.settleUnmade;
  title: string;
  text: string;
  yes: string;
  no: string;
  label: string;
}

/** A step that nobody takes without saying why. */
function WithReason({ route, label, exam, onClose, onChanged, ...words }: WithReasonProps) {
  const [reason, setReason] = useState('');
  const send = async () => {
    const body = { version: exam.version, reason: reason.trim() };
    const params = { examId: exam.id };
    const done = await attempt(() => callOnce(route, { params, body }));
    if (!done) return;
    onClose();
    onChanged();
  };
  return (
    <Dialog
      {...words}
      danger
      lacks={reason.trim() === '' ? '写明原因' : undefined}
      onYes={() => void send()}
      onNo={onClose}
    >
      <TextField label={label} value={reason} onChange={setReason} max={200} multiline />
    </Dialog>
  );
}
