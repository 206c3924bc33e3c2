import { Controller, Inject } from '@midwayjs/core';
import { dutyLogContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { AmendService } from './amend.service';
import { DraftService } from './draft.service';
import { EntryService } from './entry.service';

type Input<K extends keyof typeof dutyLogContract> = HandlerInput<(typeof dutyLogContract)[K]>;

@Controller('/')
export class DutyEntryController {
  @Inject()
  amendments: AmendService;

  @Inject()
  drafts: DraftService;

  @Inject()
  entries: EntryService;

  @Handles(dutyLogContract.appendEntry)
  async appendEntry(input: Input<'appendEntry'>, call: Call) {
    return this.entries.append(input, call);
  }

  @Handles(dutyLogContract.findEntry)
  async findEntry({ params }: Input<'findEntry'>, call: Call) {
    return this.entries.find(params.entryId, call);
  }

  @Handles(dutyLogContract.amendEntry)
  async amendEntry(input: Input<'amendEntry'>, call: Call) {
    return this.amendments.amend(input, call);
  }

  @Handles(dutyLogContract.settleMatter)
  async settleMatter(input: Input<'settleMatter'>, call: Call) {
    return this.entries.settle(input, call);
  }

  @Handles(dutyLogContract.listDrafts)
  async listDrafts({ query }: Input<'listDrafts'>, call: Call) {
    return this.drafts.list(query, call);
  }

  @Handles(dutyLogContract.takeOverDraft)
  async takeOverDraft(input: Input<'takeOverDraft'>, call: Call) {
    return this.drafts.takeOver(input, call);
  }
}
