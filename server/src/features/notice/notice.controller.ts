import { Controller, Inject } from '@midwayjs/core';
import { noticeContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { NoticeService } from './notice.service';

@Controller('/')
export class NoticeController {
  @Inject()
  service: NoticeService;

  @Handles(noticeContract.listMine)
  async listMine(input: HandlerInput<typeof noticeContract.listMine>, call: Call) {
    return this.service.listMine(input, call);
  }

  @Handles(noticeContract.markRead)
  async markRead(input: HandlerInput<typeof noticeContract.markRead>, call: Call) {
    return this.service.markRead(input, call);
  }
}
