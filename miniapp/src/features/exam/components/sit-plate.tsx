import { Text, View } from '@tarojs/components';
import { useCertainty, useIsPast, useNow } from '@/platform/clock';
import { useNetState } from '@/platform/network';
import { Icon } from '@/ui/icon';
import { Plate } from '@/ui/plate';
import { a11y } from '@/ui/press/a11y';
import { leftWords, savedWords } from '../sit.view';
import type { SaveState } from '../use-sitting';
import '../exam.scss';

/** The remaining time by itself, so that only it is drawn each second. */
function Clock({ endsAtMs }: { endsAtMs: number }) {
  const nowMs = useNow(1_000);
  // The last second ends amid a tick: the paper under it says by then that the time is over.
  const left = useIsPast(endsAtMs) ? 0 : endsAtMs - nowMs;
  const words = leftWords(useCertainty(), left);
  return (
    <View className="ex-plate__clock">
      <Text className="ex-plate__cap">{`剩余时间 · ${words.by}`}</Text>
      <Text className="t-num-l" {...a11y({ role: 'timer' })}>
        {words.left}
      </Text>
    </View>
  );
}

interface SitPlateProps {
  endsAtMs: number;
  save: SaveState;
  leaves: number;
  /** The phone has no room for answers. */
  full: boolean;
}

/** How long, whether it is saved, how often the screen was left. */
export function SitPlate({ endsAtMs, save, leaves, full }: SitPlateProps) {
  const offline = useNetState() !== 'online';
  const saved = savedWords(save, offline, full);
  return (
    <Plate>
      <View className="ex-plate">
        <Clock endsAtMs={endsAtMs} />
        <View className="ex-plate__side">
          <View
            className={`ex-plate__line ex-plate__line--${saved.tone}`}
            {...a11y({ role: 'status', live: 'polite' })}
          >
            <Icon name={saved.icon} size={18} />
            <Text>{saved.text}</Text>
          </View>
          {leaves > 0 && (
            <View className="ex-plate__line ex-plate__line--warn">
              <Icon name="log-out" size={18} />
              <Text>{`离开过 ${leaves} 次，由人来看`}</Text>
            </View>
          )}
        </View>
      </View>
    </Plate>
  );
}
