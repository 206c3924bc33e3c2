import { Text, View } from '@tarojs/components';
import { Button } from '@/ui/button';
import type { ScoreWords } from '../spot-check.view';
import './parts.scss';

export interface ScoreBarProps {
  score: ScoreWords;
  onPhoto: () => void;
  /** 下一组 记录装备, or 去签字. */
  next: string;
  onNext: () => void;
}

/** In thumb reach: the running score, the camera, the way on. */
export function ScoreBar({ score, onPhoto, next, onNext }: ScoreBarProps) {
  return (
    <View className="sc-bar">
      <View className="sc-bar__score">
        <View className="sc-bar__figure">
          <Text className={score.unit ? 't-num-xl' : 't-title'}>{score.figure}</Text>
          {score.unit && <Text className="t-sub c-ink-2">{score.unit}</Text>}
        </View>
        <View className="t-sub c-ink-2">{score.note}</View>
      </View>
      <Button kind="o" size={60} icon="camera" stack onPress={onPhoto}>
        拍证据
      </Button>
      <View className="sc-bar__next">
        <Button size={60} block onPress={onNext}>
          {next}
        </Button>
      </View>
    </View>
  );
}
