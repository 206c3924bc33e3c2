import type { Notice } from '@qiangji/shared-types';
import type { NoticeDocument } from './notice.collection';

export function presentNotice(notice: NoticeDocument): Notice {
  return {
    id: notice._id,
    kind: notice.kind,
    title: notice.title,
    text: notice.text,
    link: notice.link,
    at: notice.at.toISOString(),
    readAt: notice.readAt?.toISOString() ?? null,
  };
}
