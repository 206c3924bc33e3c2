import { Controller, Inject } from '@midwayjs/core';
import { dutyLogContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { RotaService } from './rota.service';

type Input<K extends keyof typeof dutyLogContract> = HandlerInput<(typeof dutyLogContract)[K]>;

@Controller('/')
export class RotaController {
  @Inject()
  service: RotaService;

  @Handles(dutyLogContract.saveRota)
  async saveRota({ body }: Input<'saveRota'>, call: Call) {
    return this.service.save(body, call);
  }

  @Handles(dutyLogContract.listRota)
  async listRota(input: Input<'listRota'>, call: Call) {
    return this.service.listUnit(input, call);
  }

  @Handles(dutyLogContract.listMyRota)
  async listMyRota(_input: Input<'listMyRota'>, call: Call) {
    return this.service.listMine(call);
  }

  @Handles(dutyLogContract.findNext)
  async findNext({ params }: Input<'findNext'>, call: Call) {
    return this.service.findNext(params.shiftId, call);
  }

  @Handles(dutyLogContract.noteAbsence)
  async noteAbsence(input: Input<'noteAbsence'>, call: Call) {
    return this.service.note(input, call);
  }
}
