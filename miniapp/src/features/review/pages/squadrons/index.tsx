import { useState } from 'react';
import { Text, View } from '@tarojs/components';
import {
  KIND_SHORT_NAMES,
  addDays,
  dayOf,
  reviewContract,
  type ReviewCell,
  type SquadronStand,
  SELF_CHECK_NAMES,
} from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { useResource } from '@/platform/resource';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { FilterBar } from '@/ui/filter-bar';
import { HeatCell, HeatLegend } from '@/ui/heat-cell';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { PAGES, spanText, type Span } from '../../review.view';
import './index.scss';

const PARTS = [
  { key: 'study', text: '学懂' },
  { key: 'readiness', text: SELF_CHECK_NAMES.readiness },
  { key: 'logs', text: '日志' },
  { key: 'spot_check', text: '督察' },
] as const;

/** How the squadrons stand and why, by town and name: nobody is first here. */
export default function SquadronsPage() {
  const [day, setDay] = useState<string>();
  const { state, data, error, refresh } = useResource(reviewContract.squadrons, {
    query: day ? { day } : {},
  });
  return (
    <PageShell
      title="各中队"
      status={state}
      width="full"
      empty={{ title: '还没有中队', hint: '名册里有了中队会显示在这里' }}
      fail={{ title: '各中队没取到', why: error?.message ?? '服务器没有回应，内容没丢' }}
      onRefresh={refresh}
      top={
        data && (
          <FilterBar
            period={spanText(data)}
            onPrevious={() => setDay(addDays(data.from, -7))}
            onNext={data.to < dayOf(now()) ? () => setDay(addDays(data.from, 7)) : undefined}
            scope="按镇街，不排名"
          />
        )
      }
    >
      {data && (
        <>
          <HeatLegend />
          <View className="rv-squads">
            {data.squadrons.map((squadron) => (
              <Squadron key={squadron.unit.path} squadron={squadron} week={data} />
            ))}
          </View>
        </>
      )}
    </PageShell>
  );
}

/** Each figure opens the week of the people who make it up, and there each of theirs its records. */
function Squadron({ squadron, week }: { squadron: SquadronStand; week: Span }) {
  const { unit, townName, why, groups } = squadron;
  const open = () => openPage(PAGES.week(unit.path, week.from));
  return (
    <Card>
      <Cell
        title={unit.name}
        meta={[townName ?? undefined, why.length === 0 ? '没有特别要看的' : undefined]}
        value="看这一周"
        onPress={open}
      />
      {why.map((one) => (
        <Cell
          key={one.text}
          icon="circle-alert"
          tone="warn"
          title={one.text}
          onPress={() => openPage(PAGES.why(one, unit, week))}
        />
      ))}
      <View className="rv-squad">
        {groups.map((group) => (
          <View key={group.kind} className="rv-squad__group">
            <Text className="rv-squad__kind">{`${KIND_SHORT_NAMES[group.kind]} ${group.people}`}</Text>
            <View className="rv-squad__parts">
              {PARTS.map(({ key, text }) => (
                <Part
                  key={key}
                  text={text}
                  label={`${unit.name} ${KIND_SHORT_NAMES[group.kind]} ${text}`}
                  cell={group[key]}
                  onPress={open}
                />
              ))}
            </View>
          </View>
        ))}
      </View>
    </Card>
  );
}

interface PartProps {
  text: string;
  label: string;
  cell: ReviewCell;
  onPress: () => void;
}

function Part({ text, label, cell, onPress }: PartProps) {
  return (
    <View className="rv-squad__part">
      <Text className="rv-squad__text">{text}</Text>
      <HeatCell label={label} have={cell?.have ?? 0} of={cell?.of ?? 0} onPress={onPress} />
    </View>
  );
}
