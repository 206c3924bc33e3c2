export { DutyActions } from './components/duty-actions';
export { OffDuty } from './components/off-duty';
export { OnDuty } from './components/on-duty';
export { keepForOffline, useCurrentShift, useReadinessDone } from './duty-log.store';
export { PAGES as DUTY_PAGES } from './routes';
export type { ShiftView } from './shift.view';
