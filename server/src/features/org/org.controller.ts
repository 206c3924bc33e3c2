import { Controller, Inject } from '@midwayjs/core';
import { orgContract, type HandlerInput } from '@qiangji/shared-types';
import { Handles, type Call } from '../../platform/http';
import { OrgService } from './org.service';
import { RosterImportService } from './roster-import.service';
import { RosterService } from './roster.service';

@Controller('/')
export class OrgController {
  @Inject()
  service: OrgService;

  @Inject()
  roster: RosterService;

  @Inject()
  imports: RosterImportService;

  @Handles(orgContract.listUnits)
  async listUnits(_input: HandlerInput<typeof orgContract.listUnits>, call: Call) {
    return { units: await this.service.listUnits(call.scope) };
  }

  @Handles(orgContract.listColleagues)
  async listColleagues(input: HandlerInput<typeof orgContract.listColleagues>, call: Call) {
    return this.service.listColleagues(call.scope, input.query);
  }

  @Handles(orgContract.listRoster)
  async listRoster(input: HandlerInput<typeof orgContract.listRoster>, call: Call) {
    return this.roster.listRoster(input, call);
  }

  @Handles(orgContract.changePerson)
  async changePerson(input: HandlerInput<typeof orgContract.changePerson>, call: Call) {
    return this.roster.changePerson(input, call);
  }

  @Handles(orgContract.issueBindingCode)
  async issueBindingCode(input: HandlerInput<typeof orgContract.issueBindingCode>, call: Call) {
    return this.roster.issueBindingCode(input, call);
  }

  @Handles(orgContract.unbindPerson)
  async unbindPerson(input: HandlerInput<typeof orgContract.unbindPerson>, call: Call) {
    return this.roster.unbindPerson(input, call);
  }

  @Handles(orgContract.rosterTemplate)
  async rosterTemplate(_input: HandlerInput<typeof orgContract.rosterTemplate>, call: Call) {
    return this.roster.template(call);
  }

  @Handles(orgContract.exportRoster)
  async exportRoster(_input: HandlerInput<typeof orgContract.exportRoster>, call: Call) {
    return this.roster.exportRoster(call);
  }

  @Handles(orgContract.importRoster)
  async importRoster(_input: HandlerInput<typeof orgContract.importRoster>, call: Call) {
    return this.imports.importRoster(call);
  }
}
