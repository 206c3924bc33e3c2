import { Controller, Inject } from '@midwayjs/core';
import { noticeContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { NoticeService } from './notice.service';
import { ReminderService } from './reminder.service';

@Controller('/')
export class NoticeController {
  @Inject()
  service: NoticeService;

  @Inject()
  reminders: ReminderService;

  @Handles(noticeContract.listMine)
  async listMine(input: HandlerInput<typeof noticeContract.listMine>, call: Call) {
    return this.service.listMine(input, call);
  }

  @Handles(noticeContract.markRead)
  async markRead(input: HandlerInput<typeof noticeContract.markRead>, call: Call) {
    return this.service.markRead(input, call);
  }

  @Handles(noticeContract.findReminder)
  async findReminder(_input: HandlerInput<typeof noticeContract.findReminder>, call: Call) {
    return this.reminders.findReminder(call);
  }

  @Handles(noticeContract.answerReminder)
  async answerReminder(input: HandlerInput<typeof noticeContract.answerReminder>, call: Call) {
    return this.reminders.answerReminder(input, call);
  }
}
