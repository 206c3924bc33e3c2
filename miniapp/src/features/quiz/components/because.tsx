import { View } from '@tarojs/components';
import type { PracticeReason } from '@qiangji/shared-types';
import { Icon } from '@/ui/icon';
import { openPage } from '@/ui/nav';
import { Press } from '@/ui/press';
import { dayWords, pieceUrl } from '../quiz.view';
import './runner.scss';

/** Why a question is here: what a check found, and the piece that helps. */
export function Because({ reason }: { reason: PracticeReason }) {
  const { piece } = reason;
  return (
    <View className="qz-because">
      <View className="qz-because__icon">
        <Icon name="clipboard-check" size={20} />
      </View>
      <View>
        <View>{`${dayWords(reason.foundAt)}督察查到：${reason.text}。所以今天先练“${reason.topicName}”。`}</View>
        {piece && (
          <Press className="qz-because__piece" onPress={() => openPage(pieceUrl(piece.slug))}>
            {`先读一篇：${piece.title}`}
          </Press>
        )}
      </View>
    </View>
  );
}
