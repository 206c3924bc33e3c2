import { Controller, Inject } from '@midwayjs/core';
import { todayContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { TodayService } from './today.service';

@Controller('/')
export class TodayController {
  @Inject()
  service: TodayService;

  @Handles(todayContract.find)
  async find(_input: HandlerInput<typeof todayContract.find>, call: Call) {
    return this.service.find(call);
  }
}
