import { View } from '@tarojs/components';
import { PIECE_LIMITS } from '@qiangji/shared-types';
import { Button } from '@/ui/button';
import { TextField } from '@/ui/field';
import { Press } from '@/ui/press';
import { Select } from '@/ui/select';
import { SentPicture, useSendPicture } from '@/ui/sent-picture';
import {
  addPicture,
  dropPicture,
  movePicture,
  picturesIn,
  sayPicture,
  textSections,
} from '../piece.pictures';
import './write.scss';

/** Longest words (UTF-16 units) for what a picture shows. */
const MOST_WORDS = 60;

interface PiecePicturesProps {
  body: string;
  /** `change` makes the next text of the one that stands there then. */
  onChange: (change: (body: string) => string) => void;
}

/** The pictures of a piece, each with what it shows and where it stands: nobody has to write their marks. */
export function PiecePictures({ body, onChange }: PiecePicturesProps) {
  const { busy, send } = useSendPicture('study', (mediaId) =>
    onChange((now) => addPicture(now, mediaId)),
  );
  const pictures = picturesIn(body);
  const places = textSections(body).map(({ title }, at) => ({
    value: String(at),
    text: title === '' ? '开头' : `“${title}”这一节的末尾`,
  }));
  return (
    <View className="st-form">
      {pictures.map((picture, i) => {
        const { mediaId, words, section } = picture;
        const name = `配图 ${i + 1}`;
        return (
          <View key={mediaId} className="st-shown l-box">
            <SentPicture mediaId={mediaId} alt={words || name} />
            <View className="st-shown__words">
              <TextField
                label={`${name}，图上是什么`}
                value={words}
                max={MOST_WORDS}
                hint={words === '' ? '看不了图的人靠这句话' : undefined}
                onChange={(said) => onChange((now) => sayPicture(now, mediaId, said))}
              />
              {places.length > 1 && (
                <Select
                  label={`${name}，放在`}
                  value={String(section)}
                  options={places}
                  onChange={(at) => onChange((now) => movePicture(now, picture, Number(at)))}
                />
              )}
              <Press
                className="l-drop"
                label={`去掉${name}`}
                onPress={() => onChange((now) => dropPicture(now, mediaId))}
              >
                去掉
              </Press>
            </View>
          </View>
        );
      })}
      <View className="st-actions">
        <Button
          kind="o"
          icon="image"
          busy={busy}
          lacks={
            pictures.length < PIECE_LIMITS.pictures
              ? undefined
              : `最多配 ${PIECE_LIMITS.pictures} 张图`
          }
          onPress={() => void send()}
        >
          加配图
        </Button>
      </View>
    </View>
  );
}
