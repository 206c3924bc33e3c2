import { Text, View } from '@tarojs/components';
import { clockOf, type LeaderPart } from '@qiangji/shared-types';
import { DUTY_PAGES } from '@/features/duty-log';
import { unitUrl } from '@/features/leave';
import { Icon } from '@/ui/icon';
import { openPage } from '@/ui/nav';
import { Plate } from '@/ui/plate';
import { Press } from '@/ui/press';
import { MAX_DOTS } from './today.view';

const OFF_DUTY = '/features/review/pages/off-duty/index';

/** Who of the squadron is out now. Nobody is called absent: only shifts that are open are known. */
export function SquadPlate({ lead, at }: { lead: LeaderPart; at: number | undefined }) {
  const { onDuty, people } = lead;
  // An answer kept from before leaves were known has no count of them.
  const onLeave = (lead as Partial<LeaderPart>).onLeave ?? 0;
  const rest = Math.max(0, people - onDuty - onLeave);
  return (
    <Plate
      big
      figure={String(onDuty)}
      figureOf={`/ ${people}`}
      figureNote="正在执勤"
      corner={
        <Press className="td-aside" onPress={() => openPage(DUTY_PAGES.reading)}>
          <Text>看日志</Text>
          <Icon name="chevron-right" size={18} />
        </Press>
      }
      state={lead.unit.name}
    >
      {people <= MAX_DOTS && (
        <View className="td-dots">
          {Array.from({ length: people }, (_, index) => (
            <View key={index} className={`td-dot ${dotClass(index, onDuty, rest)}`} />
          ))}
        </View>
      )}
      <View className="td-legend">
        <Press
          className="td-legend__item td-legend__item--press"
          label={`在岗 ${onDuty} 人，看是谁`}
          onPress={() => openPage(DUTY_PAGES.onDuty(lead.unit.path))}
        >
          <View className="td-legend__mark td-legend__mark--on" />
          <Text>{`在岗 ${onDuty}`}</Text>
          <Icon name="chevron-right" size={16} />
        </Press>
        <Press
          className="td-legend__item td-legend__item--press"
          label={`没上岗 ${rest} 人，看是谁`}
          onPress={() => openPage(`${OFF_DUTY}?unit=${encodeURIComponent(lead.unit.path)}`)}
        >
          <View className="td-legend__mark" />
          <Text>{`没上岗 ${rest}`}</Text>
          <Icon name="chevron-right" size={16} />
        </Press>
        {onLeave > 0 && (
          <Press
            className="td-legend__item td-legend__item--press"
            label={`请假 ${onLeave} 人，看是谁`}
            onPress={() => openPage(unitUrl())}
          >
            <View className="td-legend__mark td-legend__mark--off" />
            <Text>{`请假 ${onLeave}`}</Text>
            <Icon name="chevron-right" size={16} />
          </Press>
        )}
        {at !== undefined && <Text className="td-legend__at">{`${clockOf(at)} 更新`}</Text>}
      </View>
    </Plate>
  );
}

/** Those on duty first, then those who are not, then those on leave. */
function dotClass(index: number, onDuty: number, rest: number): string {
  if (index < onDuty) return 'td-dot--on';
  return index < onDuty + rest ? '' : 'td-dot--off';
}
