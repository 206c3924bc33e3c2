import { useState } from 'react';
import { useRouter } from '@tarojs/taro';
import { spotCheckContract, type Draw } from '@qiangji/shared-types';
import { deviceAt } from '@/platform/clock';
import { newId } from '@/platform/ids';
import { call, toApiError } from '@/platform/request';
import { useResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { TextField } from '@/ui/field';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Plate } from '@/ui/plate';
import { toast } from '@/ui/toast';
import { View } from '@tarojs/components';
import { DrawProof } from '../../components/draw-card';
import { DrawForm } from '../../components/draw-form';
import { paths } from '../../paths';
import { drawStateWords, kindWords, timeWords } from '../../spot-check.view';

export default function DrawPage() {
  const { drawId } = useRouter().params;
  const [made, setMade] = useState<Draw>();
  const { data, state, refresh } = useResource(
    spotCheckContract.findDraw,
    drawId ? { params: { drawId } } : undefined,
  );
  const draw = made ?? data;
  if (draw)
    return <Drawn draw={draw} onChange={setMade} onRefresh={drawId ? refresh : undefined} />;
  if (!drawId) return <DrawForm onDrawn={setMade} />;
  return <PageShell title="督察抽签" status={state} onRetry={() => void refresh()} />;
}

function Drawn({
  draw,
  onChange,
  onRefresh,
}: {
  draw: Draw;
  onChange: (draw: Draw) => void;
  onRefresh?: () => Promise<void>;
}) {
  const me = useMe();
  const [asking, setAsking] = useState(false);
  const { outcome, cancelled } = draw;
  const mine = outcome.inspectors.some((one) => one.personId === me?.personId);
  const open = draw.state === 'made';
  return (
    <PageShell
      title="督察抽签"
      sub={timeWords(draw.madeAt)}
      onRefresh={onRefresh}
      bottom={
        open && (
          <View className="sc-pair">
            <Button kind="o" size={56} block onPress={() => setAsking(true)}>
              作废
            </Button>
            <Button
              kind={mine ? 'o' : 'p'}
              size={56}
              block
              onPress={() => openPage(paths.plan({ drawId: draw.id }))}
            >
              安排
            </Button>
            {mine && (
              <Button size={56} block onPress={() => openPage(paths.start({ drawId: draw.id }))}>
                去查
              </Button>
            )}
          </View>
        )
      }
    >
      <Plate
        state={drawStateWords(draw.state)}
        dot={open ? 'warn' : 'none'}
        corner={kindWords(draw.kind, draw.covert)}
        figure={outcome.squadron.name}
        figureNote={draw.squadronBy === 'drawn' ? '抽中' : '指定'}
        facts={[
          {
            icon: 'users',
            text: outcome.inspectors.map((one) => one.name).join('、'),
            more: '督察员',
          },
          { icon: 'user', text: `${draw.madeBy.name}抽的`, more: draw.reason ?? undefined },
          ...(cancelled
            ? [{ icon: 'x' as const, text: `${cancelled.by.name}作废`, more: cancelled.reason }]
            : []),
        ]}
      />
      <DrawProof draw={draw} />
      {asking && (
        <CancelDialog
          draw={draw}
          onDone={(next) => {
            setAsking(false);
            if (next) onChange(next);
          }}
        />
      )}
    </PageShell>
  );
}

function CancelDialog({ draw, onDone }: { draw: Draw; onDone: (draw?: Draw) => void }) {
  const [reason, setReason] = useState('');
  const [op] = useState(() => ({ opId: newId(), deviceAt: deviceAt() }));
  const cancel = async () => {
    try {
      const params = { drawId: draw.id };
      const body = { ...op, reason };
      onDone(await call(spotCheckContract.cancelDraw, { params, body }));
    } catch (error) {
      toast(toApiError(error).message, 'bad');
    }
  };
  return (
    <Dialog
      title="作废这次抽签？"
      text="作废的也会留着，别人看得到理由。"
      yes="作废"
      no="先不"
      danger
      lacks={reason.trim() === '' ? '写明理由' : undefined}
      onYes={() => void cancel()}
      onNo={() => onDone()}
    >
      <TextField
        label="理由"
        placeholder="如：当天有创建迎检"
        value={reason}
        onChange={setReason}
        max={200}
      />
    </Dialog>
  );
}
