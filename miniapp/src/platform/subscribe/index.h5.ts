import type { ReminderAnswer } from '@qiangji/shared-types';

/** A browser gets no messages of WeChat's. */
export const CAN_SUBSCRIBE = false;

export function askForMessage(_templateId: string): Promise<ReminderAnswer | undefined> {
  return Promise.resolve(undefined);
}
