import { useState } from 'react';
import { useRouter } from '@tarojs/taro';
import { dayOf, selfCheckContract } from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { useOutbox } from '@/platform/outbox';
import { usePagedResource } from '@/platform/resource';
import { Card } from '@/ui/card';
import { Chips } from '@/ui/chips';
import { openPage } from '@/ui/nav';
import { More } from '@/ui/more';
import { PageShell } from '@/ui/page-shell';
import { TaskRow } from '@/ui/task-row';
import { closingIds, dueText, stateOf } from '../../correction.view';

const CHIPS = [
  { value: 'open', text: '要改的' },
  { value: 'done', text: '改好的' },
] as const;

/** Corrections by their last day: mine, or those of a unit or person that I lead. */
export default function CorrectionsPage() {
  const { unit, person } = useRouter().params;
  const [state, setState] = useState<'open' | 'done'>('open');
  const list = usePagedResource(
    selfCheckContract.listCorrections,
    {
      query: {
        state,
        ...(unit ? { unitPath: decodeURIComponent(unit) } : {}),
        ...(person ? { personId: person } : {}),
      },
    },
    { refreshAfter: [selfCheckContract.submit, selfCheckContract.closeCorrection] },
  );
  const { waiting, sending } = useOutbox();
  const closing = closingIds([...waiting, ...sending]);
  const today = dayOf(now());
  const ofOthers = Boolean(unit ?? person);
  const shown = list.items.filter((one) => state === 'done' || !closing.has(one.id));
  return (
    <PageShell
      title={ofOthers ? '队员要改的' : '我要改的'}
      status={list.state === 'ready' && shown.length === 0 ? 'empty' : list.state}
      empty={
        state === 'open'
          ? { title: '没有要改的', hint: '自查查出问题会排在这里，写明哪天前改好' }
          : { title: '还没有改好的', hint: '改好一条就会留在这里' }
      }
      fail={{ title: '要改的没取到', why: list.error?.message ?? '服务器没有回应，内容没丢' }}
      onRefresh={list.refresh}
      top={<Chips label="筛选" chips={CHIPS} value={state} onChange={setState} />}
    >
      <Card>
        {shown.map((one) => (
          <TaskRow
            key={one.id}
            due={dueText(one.dueOn, today)}
            title={one.itemName}
            meta={[ofOthers ? one.personName : undefined, one.topicName, one.note ?? undefined]}
            state={stateOf(one, closing, today)}
            onPress={() => openPage(`/features/self-check/pages/correction/index?id=${one.id}`)}
          />
        ))}
      </Card>
      <More list={list} text="再看一些" />
    </PageShell>
  );
}
