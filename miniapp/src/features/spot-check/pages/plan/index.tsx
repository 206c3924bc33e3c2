import { useState } from 'react';
import { useRouter } from '@tarojs/taro';
import { spotCheckContract, type Draw, type SpotCheck } from '@qiangji/shared-types';
import { useResource } from '@/platform/resource';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { PlanForm } from '../../components/plan-form';
import { PlannedCheck } from '../../components/planned-check';
import { paths } from '../../paths';

/** 安排督察: out of a draw, of one's own, or a plan that waits for its inspectors. */
export default function PlanPage() {
  const { drawId, checkId } = useRouter().params;
  const [made, setMade] = useState<SpotCheck>();
  if (made && !checkId) return <PlannedCheck check={made} onChange={setMade} />;
  if (checkId) return <Planned checkId={checkId} />;
  return drawId ? <FromDraw drawId={drawId} onMade={setMade} /> : <PlanForm onMade={setMade} />;
}

function Planned({ checkId }: { checkId: string }) {
  const [changed, setChanged] = useState<SpotCheck>();
  const { data, state, error, refresh } = useResource(
    spotCheckContract.findCheck,
    { params: { checkId } },
    {
      refreshAfter: [
        spotCheckContract.startCheck,
        spotCheckContract.callOffCheck,
        spotCheckContract.sealCheck,
      ],
    },
  );
  const newer = changed && data && changed.state !== data.state && data.state === 'planned';
  const check = newer ? changed : (data ?? changed);
  const onChange = (next: SpotCheck) => {
    setChanged(next);
    void refresh();
  };
  if (check) return <PlannedCheck check={check} onChange={onChange} onRefresh={refresh} />;
  return (
    <PageShell
      title="安排督察"
      status={state}
      fail={{ title: '这次督察没取到', why: error?.message ?? '服务器没有回应，内容没丢' }}
      onRefresh={refresh}
    />
  );
}

const GONE: Record<
  Exclude<Draw['state'], 'made'>,
  { title: string; hint: string; action: string }
> = {
  used: { title: '这次抽签已经安排了', hint: '一次抽签只用一次', action: '看这次督察' },
  cancelled: { title: '这次抽签作废了', hint: '要查就重新抽一次', action: '重新抽签' },
};

function FromDraw({ drawId, onMade }: { drawId: string; onMade: (check: SpotCheck) => void }) {
  const { data, state, error, refresh } = useResource(spotCheckContract.findDraw, {
    params: { drawId },
  });
  if (data?.state === 'made') return <PlanForm draw={data} onMade={onMade} />;
  const gone = data && GONE[data.state];
  return (
    <PageShell
      title="安排督察"
      status={gone ? 'empty' : state}
      empty={
        gone && {
          ...gone,
          icon: 'clipboard-check',
          onAction: () =>
            openPage(data.checkId ? paths.plan({ checkId: data.checkId }) : paths.draw()),
        }
      }
      fail={{ title: '这次抽签没取到', why: error?.message ?? '服务器没有回应，内容没丢' }}
      onRefresh={refresh}
    />
  );
}
