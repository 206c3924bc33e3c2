import { noticeContract, type ReminderAnswer } from '@qiangji/shared-types';
import { enqueue } from '@/platform/outbox';
import { changeStored, useResource } from '@/platform/resource';
import { askForMessage, CAN_SUBSCRIBE } from '@/platform/subscribe';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { toast } from '@/ui/toast';
import { CLOSED_IN_WECHAT, reminderWords } from '../reminder.view';

async function note(templateId: string, answer: ReminderAnswer): Promise<void> {
  changeStored(noticeContract.findReminder, {}, (known) => ({
    ...known,
    left: answer === 'accept' ? known.left + 1 : known.left,
    declined: answer !== 'accept',
  }));
  try {
    await enqueue({
      contract: noticeContract.answerReminder,
      body: { templateId, answer },
      recordKey: 'reminder',
      title: '微信提醒',
    });
  } catch {
    toast('手机存满了，没记下来', 'bad');
  }
}

async function askWechat(templateId: string): Promise<void> {
  const answer = await askForMessage(templateId);
  if (answer === undefined) toast('微信没有弹出来，过一会儿再点', 'bad');
  else if (answer !== 'accept') toast(CLOSED_IN_WECHAT);
  if (answer !== undefined) await note(templateId, answer);
}

/** One line to ask for WeChat's message of the next surprise exam; never asked without a tap on it. */
export function ReminderRow() {
  const { data } = useResource(noticeContract.findReminder, CAN_SUBSCRIBE ? {} : undefined, {
    refreshAfter: [noticeContract.answerReminder],
  });
  const words = data && reminderWords(data);
  const templateId = data?.templateId;
  if (!words || !templateId) return null;
  const { title, meta, canAsk } = words;
  return (
    <Card>
      <Cell
        icon="bell"
        title={title}
        meta={meta}
        onPress={canAsk ? () => void askWechat(templateId) : undefined}
      />
    </Card>
  );
}
