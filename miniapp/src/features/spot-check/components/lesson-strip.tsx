import {
  ALL_PIECES_AT_MOST,
  choosePiece,
  studyContract,
  type Finding,
} from '@qiangji/shared-types';
import { useResource } from '@/platform/resource';
import { FindingStrip } from '@/ui/finding-strip';
import { openPage } from '@/ui/nav';
import { lessons } from '../paths';

/** Questions that the next practice takes up for a finding. */
const QUESTIONS = 3;

/** The loop in sight: this was found, this is worth reading, these three questions come next. */
export function LessonStrip({ finding }: { finding: Finding }) {
  const { data } = useResource(studyContract.listPieces, {
    query: { topic: finding.topic, limit: ALL_PIECES_AT_MOST },
  });
  const piece = choosePiece(data?.items ?? [], finding.topic);
  return (
    <FindingStrip
      title={`学一学 ${finding.topicName}`}
      finding={{ title: finding.itemName, meta: finding.itemCode }}
      piece={
        piece
          ? {
              title: piece.title,
              meta: '读一遍',
              onPress: () => openPage(lessons.piece(piece.slug)),
            }
          : { title: '这个主题还没有篇目' }
      }
      questions={{
        title: finding.topicName,
        meta: '进下一次每日十题',
        count: QUESTIONS,
        onPress: () => openPage(lessons.questions(finding.topic)),
      }}
    />
  );
}
