import { Controller, Inject } from '@midwayjs/core';
import { authContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { DeskService } from './desk.service';

@Controller('/')
export class DeskController {
  @Inject()
  service: DeskService;

  @Handles(authContract.startDesk)
  async startDesk() {
    return this.service.start();
  }

  @Handles(authContract.pollDesk)
  async pollDesk({ body }: HandlerInput<typeof authContract.pollDesk>) {
    return this.service.poll(body.deskToken);
  }

  @Handles(authContract.confirmDesk)
  async confirmDesk({ body }: HandlerInput<typeof authContract.confirmDesk>, call: Call) {
    await this.service.confirm(body.code, call.actor);
    return { done: true as const };
  }
}
