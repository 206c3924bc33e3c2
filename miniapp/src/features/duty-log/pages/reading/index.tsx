import { useState } from 'react';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { addDays, dayOf, dutyLogContract } from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { useResource } from '@/platform/resource';
import { Card } from '@/ui/card';
import { FilterBar } from '@/ui/filter-bar';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { ShiftCell } from '../../components/shift-cell';
import { dayText } from '../../log.view';
import { restText } from '../../reading.view';
import { PAGES } from '../../routes';

/** What a leader reads of a day: the unusual, a sample, and nothing else. */
export default function ReadingPage() {
  const { day: asked, unit } = useRouter().params;
  const today = dayOf(now());
  const [day, setDay] = useState(asked ?? today);
  const { state, data, error, refresh } = useResource(
    dutyLogContract.readDay,
    { query: { day, ...(unit ? { unitPath: decodeURIComponent(unit) } : {}) } },
    { refreshAfter: [dutyLogContract.approveLog, dutyLogContract.returnLog] },
  );
  return (
    <PageShell
      title="执勤日志"
      sub="只看异常和抽到的"
      status={state}
      fail={{ title: '日志没取到', why: error?.message ?? '服务器没有回应，内容没丢' }}
      onRefresh={refresh}
      top={
        <FilterBar
          period={dayText(day)}
          previousLabel="前一天"
          nextLabel="后一天"
          onPrevious={() => setDay(addDays(day, -1))}
          onNext={day < today ? () => setDay(addDays(day, 1)) : undefined}
        />
      }
    >
      {data && data.unusual.length > 0 && (
        <Section title={`要你看的 ${data.unusual.length}`} note="有异常">
          <Card>
            {data.unusual.map(({ shift, anomalies }) => (
              <ShiftCell
                key={shift.id}
                shift={shift}
                withOwner
                words={anomalies.map((one) => one.text)}
                onPress={() => openPage(PAGES.shift(shift.id))}
              />
            ))}
          </Card>
        </Section>
      )}
      {data && data.sample.length > 0 && (
        <Section title={`抽看 ${data.sample.length}`} note="按规则抽，谁抽都一样">
          <Card>
            {data.sample.map((shift) => (
              <ShiftCell
                key={shift.id}
                shift={shift}
                withOwner
                onPress={() => openPage(PAGES.shift(shift.id))}
              />
            ))}
          </Card>
        </Section>
      )}
      {data && <View className="t-sub">{restText(data)}</View>}
    </PageShell>
  );
}
