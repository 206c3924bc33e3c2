import { Controller, Inject } from '@midwayjs/core';
import { studyContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { OwnPieceService } from './own.service';

@Controller('/')
export class OwnPieceController {
  @Inject()
  service: OwnPieceService;

  @Handles(studyContract.listKept)
  async listKept(input: HandlerInput<typeof studyContract.listKept>, call: Call) {
    return this.service.listKept(input, call);
  }

  @Handles(studyContract.listChoices)
  async listChoices() {
    return this.service.listChoices();
  }

  @Handles(studyContract.findOwn)
  async findOwn(input: HandlerInput<typeof studyContract.findOwn>, call: Call) {
    return this.service.findOwn(input, call);
  }

  @Handles(studyContract.listPast)
  async listPast(input: HandlerInput<typeof studyContract.listPast>, call: Call) {
    return this.service.listPast(input, call);
  }

  @Handles(studyContract.findPast)
  async findPast(input: HandlerInput<typeof studyContract.findPast>, call: Call) {
    return this.service.findPast(input, call);
  }

  @Handles(studyContract.writePiece)
  async writePiece(input: HandlerInput<typeof studyContract.writePiece>, call: Call) {
    return this.service.writePiece(input, call);
  }

  @Handles(studyContract.changePiece)
  async changePiece(input: HandlerInput<typeof studyContract.changePiece>, call: Call) {
    return this.service.changePiece(input, call);
  }

  @Handles(studyContract.verifyPiece)
  async verifyPiece(input: HandlerInput<typeof studyContract.verifyPiece>, call: Call) {
    return this.service.verifyPiece(input, call);
  }

  @Handles(studyContract.changePieceState)
  async changePieceState(input: HandlerInput<typeof studyContract.changePieceState>, call: Call) {
    return this.service.changePieceState(input, call);
  }
}
