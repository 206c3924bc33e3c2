import { useState } from 'react';
import { Text, View } from '@tarojs/components';
import type { ImportTwin, TwinSide } from '@qiangji/shared-types';
import { Press } from '@/ui/press';
import { Tag } from '@/ui/tag';
import { againstWords, foldedCount, lineName, linesShown } from '../twins.view';
import './bank.scss';

interface TwinRowProps {
  twin: ImportTwin;
  out: boolean;
  onTurn: () => void;
}

/** A question of the file and the one that it is like: side by side, on a phone one below the other. */
export function TwinRow({ twin, out, onTurn }: TwinRowProps) {
  const [open, setOpen] = useState(false);
  const { sides } = twin;
  const hidden = sides ? foldedCount([sides.own, sides.other]) : 0;
  const folded = hidden > 0 && !open;
  const where = `${twin.inBank ? '题库' : '同一个文件'} ${twin.other}，像 ${twin.likeness}%`;
  return (
    <View className="bk-twin">
      <View className="bk-twin__side">
        <Text className="t-cap c-ink-3">{twin.place}</Text>
        <Side side={sides?.own} stem={twin.stem} folded={folded} out={out} />
      </View>
      <View className="bk-twin__side">
        <Text className="t-cap c-ink-3">{where}</Text>
        <Side side={sides?.other} stem={twin.otherStem} folded={folded} />
      </View>
      {hidden > 0 && (
        <Press className="bk-twin__fold" expanded={open} onPress={() => setOpen(!open)}>
          {open ? '收起一样的' : `还有 ${hidden} 行两边一样，点开看`}
        </Press>
      )}
      <Press
        className="bk-twin__pick"
        role="checkbox"
        checked={out}
        label={`不要文件里的这一题：${twin.stem}`}
        onPress={onTurn}
      >
        {out ? '已不要，点一下要回来' : '不要这一题'}
      </Press>
    </View>
  );
}

interface SideProps {
  /** None of a file that was read before: then its stem alone. */
  side: TwinSide | undefined;
  stem: string;
  folded: boolean;
  out?: boolean;
}

function Side({ side, stem, folded, out = false }: SideProps) {
  const crossed = out ? 'bk-twin__out' : '';
  if (!side) return <Text className={crossed}>{stem}</Text>;
  return (
    <>
      {linesShown(side, folded).map((line) => {
        const words = againstWords(line);
        return (
          <View key={line.name} className="bk-twin__line">
            <Text className={`t-cap ${line.right ? 'c-ok' : 'c-ink-3'}`}>{lineName(line)}</Text>
            <Text className={crossed}>{line.text}</Text>
            {words && <Tag tone="warn">{words}</Tag>}
          </View>
        );
      })}
      {side.more > 0 && <Text className="t-cap c-ink-3">{`后面还有 ${side.more} 行没列`}</Text>}
    </>
  );
}
