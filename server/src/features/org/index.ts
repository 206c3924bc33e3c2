export { OrgController } from './org.controller';
export { OrgService } from './org.service';
export { RosterService } from './roster.service';
export { OrgRepository } from './org.repository';
export { orgPolicies } from './org.policy';
export { enforcementIdValid } from './org.presenter';
export {
  personCollection,
  unitCollection,
  type PersonDocument,
  type UnitDocument,
} from './org.collection';
