import { View } from '@tarojs/components';
import { id, type Piece } from '@qiangji/shared-types';
import { Icon } from '@/ui/icon';
import { Markdown } from '@/ui/markdown';
import { Tag } from '@/ui/tag';
import { PiecePicture } from './piece-picture';
import { Sources } from './sources';
import './reader.scss';

export interface ReaderSectionProps {
  piece: Piece;
  /** Markdown of the section. */
  text: string;
  /** Which one it is, from 0, and how many there are. */
  at: number;
  count: number;
}

/** One section of a piece as it is read: what it rests on stands under the last one. */
export function ReaderSection({ piece, text, at, count }: ReaderSectionProps) {
  return (
    <View className="st-reader">
      {at === 0 && piece.sample && (
        <View className="st-reader__sample">
          <Tag tone="brass">示例</Tag>
          <View className="t-sub">随系统提供的示例</View>
        </View>
      )}
      <Markdown
        text={text}
        picture={({ href, alt }) => (
          <PiecePicture
            image={piece.images.find(({ name }) => name === href)}
            mediaId={id.safeParse(href).success ? href : undefined}
            alt={alt}
          />
        )}
      />
      {at === count - 1 && <Sources laws={piece.laws} links={piece.links} />}
      <View className="st-reader__hint">
        <Icon name="circle-help" size={20} />
        <View>{`读完有 ${piece.questions.length} 道小题，答对就算学懂`}</View>
      </View>
    </View>
  );
}
