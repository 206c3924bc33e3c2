import { Controller, Inject } from '@midwayjs/core';
import { standardContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles } from '../../platform/http';
import { ChecklistService } from './checklist.service';

@Controller('/')
export class StandardController {
  @Inject()
  service: ChecklistService;

  @Handles(standardContract.listChecklists)
  async listChecklists({ query }: HandlerInput<typeof standardContract.listChecklists>) {
    return { checklists: await this.service.listCurrent(query.kind) };
  }

  @Handles(standardContract.findChecklist)
  async findChecklist({ params }: HandlerInput<typeof standardContract.findChecklist>) {
    return this.service.at(params.code, params.version);
  }

  @Handles(standardContract.dutyCatalogue)
  async dutyCatalogue({ query }: HandlerInput<typeof standardContract.dutyCatalogue>) {
    return this.service.dutyCatalogue(query.version);
  }
}
