export { NoticeController } from './notice.controller';
export { NoticeService, type NewNotice } from './notice.service';
export { noticePolicies } from './notice.policy';
export { noticeCollection, type NoticeDocument } from './notice.collection';
