export { NoticeController } from './notice.controller';
export { NoticeService, type NewNotice } from './notice.service';
export { ReminderService, type NewReminder } from './reminder.service';
export { ReminderSender } from './reminder.sender';
export { noticePolicies } from './notice.policy';
export {
  noticeCollection,
  noticeReadCollection,
  type NoticeDocument,
  type NoticeReadDocument,
} from './notice.collection';
export {
  permitCollection,
  reminderCollection,
  type PermitDocument,
  type ReminderDocument,
} from './reminder.collection';
