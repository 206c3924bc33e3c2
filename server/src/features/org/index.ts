import './org.migrations';

export { OrgController } from './org.controller';
export { OrgService } from './org.service';
export { BureauService, type Founded } from './bureau.service';
export { PlanError, readPlan } from './bureau.plan';
export { RosterService } from './roster.service';
export { OrgRepository } from './org.repository';
export { orgPolicies } from './org.policy';
export { enforcementIdValid } from './org.presenter';
export {
  personCollection,
  UNBOUND,
  unitCollection,
  type PersonDocument,
  type UnitDocument,
} from './org.collection';
