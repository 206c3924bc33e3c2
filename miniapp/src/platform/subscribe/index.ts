import Taro from '@tarojs/taro';
import { reminderAnswers, type ReminderAnswer } from '@qiangji/shared-types';
import { ask } from '../ask';

/** Whether WeChat can be asked for a message (订阅消息) here. */
export const CAN_SUBSCRIBE = true;

/** WeChat's own code: messages are switched off for the whole mini-program. */
const SWITCHED_OFF = 20004;

/**
 * Asks WeChat for one message of this template. Only from a tap of the person, and nothing may be waited
 * for before it. `undefined`: WeChat could not ask, and nobody has answered.
 */
export async function askForMessage(templateId: string): Promise<ReminderAnswer | undefined> {
  try {
    const result = await ask<Record<string, string>>((callbacks) =>
      // The types want Alipay's `entityIds` as well.
      Taro.requestSubscribeMessage({ tmplIds: [templateId], entityIds: [], ...callbacks }),
    );
    const said = result[templateId] ?? '';
    // `acceptWithAudio` and its like are agreements with a sound.
    if (said.startsWith('accept')) return 'accept';
    return reminderAnswers.find((one) => one === said);
  } catch (thrown) {
    const { errCode } = thrown as { errCode?: number };
    return errCode === SWITCHED_OFF ? 'reject' : undefined;
  }
}
