import { Controller, Inject } from '@midwayjs/core';
import { leaveContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { LeaveService } from './leave.service';

type Input<K extends keyof typeof leaveContract> = HandlerInput<(typeof leaveContract)[K]>;

@Controller('/')
export class LeaveController {
  @Inject()
  service: LeaveService;

  @Handles(leaveContract.record)
  async record(input: Input<'record'>, call: Call) {
    return this.service.record(input, call);
  }

  @Handles(leaveContract.change)
  async change(input: Input<'change'>, call: Call) {
    return this.service.change(input, call);
  }

  @Handles(leaveContract.withdraw)
  async withdraw(input: Input<'withdraw'>, call: Call) {
    return this.service.withdraw(input, call);
  }

  @Handles(leaveContract.listUnit)
  async listUnit(input: Input<'listUnit'>, call: Call) {
    return this.service.listUnit(input, call);
  }

  @Handles(leaveContract.listMine)
  async listMine(input: Input<'listMine'>, call: Call) {
    return this.service.listMine(input, call);
  }
}
