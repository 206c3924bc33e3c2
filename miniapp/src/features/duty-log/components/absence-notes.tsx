import { View } from '@tarojs/components';
import { ABSENCE_NAMES, type AbsenceNote } from '@qiangji/shared-types';
import { whenText } from '@/shell/when';

/** Why nobody came, as the leader found out; nothing where nothing is written. */
export function AbsenceNotes({ notes }: { notes: readonly AbsenceNote[] }) {
  return (
    <>
      {notes.map(({ at, by, reason, text }) => (
        <View key={at} className="t-sub">
          {`${text ?? ABSENCE_NAMES[reason]}（${by}，${whenText(at)}）`}
        </View>
      ))}
    </>
  );
}
