import { View } from '@tarojs/components';
import type { ChecklistGroup, CheckResult } from '@qiangji/shared-types';
import { hapticTap } from '@/platform/haptic';
import { Button } from '@/ui/button';
import { takeable, type LocalCheck } from '../local-check';
import { score, unscore } from '../spot-check.store';
import { restPassed, restWords } from '../spot-check.view';
import './parts.scss';

export interface RestPassProps {
  check: LocalCheck;
  group: ChecklistGroup;
  /** Who is on the screen. */
  personId: string;
  /** What the last tap here has passed; it can be taken back while it waits on this phone. */
  passed: readonly CheckResult[];
  onPassed: (passed: CheckResult[]) => void;
}

/** Below a group's items: all that nobody has decided yet is in order, by one tap that can be undone. */
export function RestPass({ check, group, personId, passed, onPassed }: RestPassProps) {
  const rest = restPassed(group, check.results, personId);
  const undoable = takeable(check, passed);
  const pass = () => {
    score(check.id, rest, true);
    onPassed(rest);
    hapticTap();
  };
  const undo = () => {
    unscore(check.id, undoable);
    onPassed([]);
  };
  if (rest.length === 0 && undoable.length === 0) return null;
  return (
    <View className="sc-form">
      {rest.length > 0 && (
        <>
          <Button kind="s" size={48} block icon="check" onPress={pass}>
            {restWords(group, rest)}
          </Button>
          <View className="t-cap">没碰上的事先点不适用；点过的不会动。</View>
        </>
      )}
      {undoable.length > 0 && (
        <Button kind="o" size={44} block icon="rotate-ccw" onPress={undo}>
          {`撤回刚才的 ${undoable.length} 项合格`}
        </Button>
      )}
    </View>
  );
}
