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
  onChange: (body: string) => void;
}

/** The pictures of a piece, each with what it shows and where it stands: nobody has to write their marks. */
export function PiecePictures({ body, onChange }: PiecePicturesProps) {
  const { busy, send } = useSendPicture('study');
  const pictures = picturesIn(body);
  const places = textSections(body).map(({ title }, at) => ({
    value: String(at),
    text: title === '' ? '开头' : `“${title}”这一节的末尾`,
  }));
  const add = async () => {
    const mediaId = await send();
    if (mediaId !== undefined) onChange(addPicture(body, mediaId));
  };
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
                onChange={(said) => onChange(sayPicture(body, mediaId, said))}
              />
              {places.length > 1 && (
                <Select
                  label={`${name}，放在`}
                  value={String(section)}
                  options={places}
                  onChange={(at) => onChange(movePicture(body, picture, Number(at)))}
                />
              )}
              <Press
                className="l-drop"
                label={`去掉${name}`}
                onPress={() => onChange(dropPicture(body, mediaId))}
              >
                去掉
              </Press>
            </View>
          </View>
        );
      })}
      {pictures.length < PIECE_LIMITS.pictures && (
        <View className="st-actions">
          <Button kind="o" icon="image" busy={busy} onPress={() => void add()}>
            加配图
          </Button>
        </View>
      )}
    </View>
  );
}
