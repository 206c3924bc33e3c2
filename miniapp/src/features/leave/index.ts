export { awayUntil, awayWords, daysWords, myLeaveUrl, unitUrl } from './leave.view';
