import { Controller, Inject } from '@midwayjs/core';
import { examContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { PaperService } from './paper.service';

type Input<K extends keyof typeof examContract> = HandlerInput<(typeof examContract)[K]>;

@Controller('/')
export class PaperController {
  @Inject()
  service: PaperService;

  @Handles(examContract.listPapers)
  async listPapers(input: Input<'listPapers'>, call: Call) {
    return this.service.listPapers(input, call);
  }

  @Handles(examContract.findPaper)
  async findPaper(input: Input<'findPaper'>, call: Call) {
    return this.service.findPaper(input, call);
  }

  @Handles(examContract.createPaper)
  async createPaper(input: Input<'createPaper'>, call: Call) {
    return this.service.createPaper(input, call);
  }

  @Handles(examContract.changePaper)
  async changePaper(input: Input<'changePaper'>, call: Call) {
    return this.service.changePaper(input, call);
  }

  @Handles(examContract.publishPaper)
  async publishPaper(input: Input<'publishPaper'>, call: Call) {
    return this.service.publishPaper(input, call);
  }

  @Handles(examContract.archivePaper)
  async archivePaper(input: Input<'archivePaper'>, call: Call) {
    return this.service.archivePaper(input, call);
  }

  @Handles(examContract.previewPaper)
  async previewPaper(input: Input<'previewPaper'>, call: Call) {
    return this.service.previewPaper(input, call);
  }
}
