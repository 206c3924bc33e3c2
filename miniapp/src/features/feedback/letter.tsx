import { Image, View } from '@tarojs/components';
import type { Feedback } from '@qiangji/shared-types';
import { usePicture } from '@/platform/camera';
import { whenText } from '@/shell/when';
import { a11y } from '@/ui/press/a11y';
import { Tag } from '@/ui/tag';
import { STATE_LOOK } from './feedback.view';
import './feedback.scss';

function Picture({ mediaId }: { mediaId: string }) {
  const src = usePicture(mediaId);
  const className = 'feedback-photo';
  return src ? (
    <Image className={className} src={src} mode="aspectFill" {...a11y({ label: '附的照片' })} />
  ) : (
    <View className={className} />
  );
}

/** A letter with its answers, the same for its sender and the office. */
export function Letter({ letter, from }: { letter: Feedback; from?: string }) {
  const look = STATE_LOOK[letter.state];
  return (
    <>
      <View className="l-row l-between g-8 l-wrap">
        <View className="t-cap c-ink-3">
          {[from, whenText(letter.sentAt), letter.anonymous && !from ? '匿名' : undefined]
            .filter(Boolean)
            .join(' · ')}
        </View>
        <Tag tone={look.tone}>{look.text}</Tag>
      </View>
      <View className="t-body feedback-text">{letter.text}</View>
      {letter.mediaIds.length > 0 && (
        <View className="l-row l-wrap g-8">
          {letter.mediaIds.map((mediaId) => (
            <Picture key={mediaId} mediaId={mediaId} />
          ))}
        </View>
      )}
      {letter.answers.map((answer) => (
        <View key={answer.at} className="feedback-answer">
          <View className="t-cap c-ink-2">{`行动办答复 · ${whenText(answer.at)}`}</View>
          <View className="t-body feedback-text">{answer.text}</View>
        </View>
      ))}
    </>
  );
}
