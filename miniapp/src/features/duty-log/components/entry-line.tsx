import { clockOf } from '@qiangji/shared-types';
import { usePicture } from '@/platform/camera';
import { TimelineItem } from '@/ui/timeline';
import { iconOf, metaOf, titleOf, type EntryRow } from '../shift.view';

interface EntryLineProps {
  row: EntryRow;
  onPress?: () => void;
}

/** One entry on the time rail. */
export function EntryLine({ row, onPress }: EntryLineProps) {
  const src = usePicture(row.photo?.mediaId);
  return (
    <TimelineItem
      time={clockOf(row.at)}
      icon={iconOf(row)}
      tone={row.incident ? 'bad' : row.draft ? 'warn' : 'brand'}
      title={titleOf(row)}
      meta={metaOf(row)}
      photo={row.photo && { id: row.photo.mediaId, src, alt: `${row.category}的照片` }}
      sent={row.sent}
      onPress={onPress}
    />
  );
}
