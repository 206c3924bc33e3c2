export { DutyLogController } from './duty-log.controller';
export { DutyEntryController } from './entry.controller';
export { RotaController } from './rota.controller';
export { dutyLogPolicies } from './duty-log.policy';
export { HandoverService } from './handover.service';
export { ReadingService } from './reading.service';
export { UnreadService, type UnreadLog } from './unread.service';
export { RotaService } from './rota.service';
export { ShiftService } from './shift.service';
export { ShiftRepository } from './shift.repository';
export { EntryRepository } from './entry.repository';
export { plannedEnd, refusalOf, shiftDay } from './duty-log.rules';
export {
  entryCollection,
  openShiftCollection,
  shiftCollection,
  type EntryDocument,
  type EntryEvent,
  type OpenShiftDocument,
  type ShiftDocument,
  type ShiftEvent,
} from './duty-log.collection';
export { planCollection, type PlanDocument } from './rota.collection';
export { planStateOf, shiftFor, timeOf } from './rota.rules';
