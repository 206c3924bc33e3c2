import { Controller, Inject } from '@midwayjs/core';
import { orgContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { OrgService } from './org.service';

@Controller('/')
export class OrgController {
  @Inject()
  service: OrgService;

  @Handles(orgContract.listUnits)
  async listUnits(_input: HandlerInput<typeof orgContract.listUnits>, call: Call) {
    return { units: await this.service.listUnits(call.scope) };
  }

  @Handles(orgContract.listColleagues)
  async listColleagues(input: HandlerInput<typeof orgContract.listColleagues>, call: Call) {
    return this.service.listColleagues(call.scope, input.query);
  }
}
