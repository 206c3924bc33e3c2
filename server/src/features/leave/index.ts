export { LeaveController } from './leave.controller';
export { AwayService } from './away.service';
export { leavePolicies } from './leave.policy';
export { leaveCollection, type LeaveDocument } from './leave.collection';
