export { NoticeController } from './notice.controller';
export { NoticeService, type NewNotice } from './notice.service';
export { noticePolicies } from './notice.policy';
export {
  noticeCollection,
  noticeReadCollection,
  type NoticeDocument,
  type NoticeReadDocument,
} from './notice.collection';
