import { Controller, Inject } from '@midwayjs/core';
import { studyContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { StudyService } from './study.service';

@Controller('/')
export class StudyController {
  @Inject()
  service: StudyService;

  @Handles(studyContract.listPieces)
  async listPieces({ query }: HandlerInput<typeof studyContract.listPieces>, call: Call) {
    return this.service.listPieces(query, call);
  }

  @Handles(studyContract.findPiece)
  async findPiece({ params }: HandlerInput<typeof studyContract.findPiece>, call: Call) {
    return this.service.findPiece(params.slug, call);
  }

  @Handles(studyContract.image)
  async image({ params }: HandlerInput<typeof studyContract.image>, call: Call) {
    return this.service.image(params.hash, call);
  }

  @Handles(studyContract.appendProgress)
  async appendProgress(input: HandlerInput<typeof studyContract.appendProgress>, call: Call) {
    return this.service.appendProgress(input, call);
  }
}
