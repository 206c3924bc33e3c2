import { Controller, Inject } from '@midwayjs/core';
import { feedbackContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { FeedbackService } from './feedback.service';

@Controller('/')
export class FeedbackController {
  @Inject()
  service: FeedbackService;

  @Handles(feedbackContract.send)
  async send(input: HandlerInput<typeof feedbackContract.send>, call: Call) {
    return this.service.send(input, call);
  }

  @Handles(feedbackContract.listMine)
  async listMine(input: HandlerInput<typeof feedbackContract.listMine>, call: Call) {
    return this.service.listMine(input, call);
  }

  @Handles(feedbackContract.listAll)
  async listAll(input: HandlerInput<typeof feedbackContract.listAll>, call: Call) {
    return this.service.listAll(input, call);
  }

  @Handles(feedbackContract.answer)
  async answer(input: HandlerInput<typeof feedbackContract.answer>, call: Call) {
    return this.service.answer(input, call);
  }

  @Handles(feedbackContract.close)
  async close(input: HandlerInput<typeof feedbackContract.close>, call: Call) {
    return this.service.close(input, call);
  }
}
