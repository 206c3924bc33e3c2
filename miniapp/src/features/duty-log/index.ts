export { DutyActions } from './components/duty-actions';
export { LeftLine } from './components/left-line';
export { OffDuty } from './components/off-duty';
export { OnDuty } from './components/on-duty';
export { keepForOffline, useCurrentShift, useMyRota, useReadinessDone } from './duty-log.store';
export { planSpan } from './my-rota.view';
export { PAGES as DUTY_PAGES } from './routes';
export type { ShiftView } from './shift.view';
