export { awayUntil, awayWords, myLeaveUrl, unitUrl } from './leave.view';
