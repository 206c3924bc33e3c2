import { useState } from 'react';
import { View } from '@tarojs/components';
import {
  ABSENCE_NAMES,
  absenceReasons,
  dutyLogContract,
  type AbsenceReason,
  type PlannedShift,
} from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { enqueue } from '@/platform/outbox';
import { StorageError } from '@/platform/storage';
import { Button } from '@/ui/button';
import { Drawer } from '@/ui/drawer';
import { TextField } from '@/ui/field';
import { openPage } from '@/ui/nav';
import { toast, toastSent } from '@/ui/toast';
import { dayText } from '../log.view';
import { planSpan, standsText } from '../my-rota.view';
import { PAGES } from '../routes';
import { AbsenceNotes } from './absence-notes';

interface PlanDrawerProps {
  name: string;
  plan: PlannedShift;
  /** Whether whoever looks also plans for the unit. */
  mayNote: boolean;
  onClose: () => void;
}

/** One planned shift: when, where, what became of it, and, where nobody came, why. */
export function PlanDrawer({ name, plan, mayNote, onClose }: PlanDrawerProps) {
  const { shiftId, sections, state } = plan;
  return (
    <Drawer
      open
      title={`${name} ${plan.templateName}`}
      sub={`${dayText(plan.day)} ${planSpan(plan)}`}
      onClose={onClose}
    >
      <View className="l-col g-12">
        <View className="t-body">{standsText(plan, now())}</View>
        <View className="t-sub">
          {sections.length > 0 ? sections.join('、') : '路段没写，本人上岗再填'}
        </View>
        <AbsenceNotes notes={plan.notes} />
        {state === 'absent' && mayNote && <Ask name={name} planId={plan.id} onDone={onClose} />}
        {shiftId !== null && (
          <Button kind="o" block onPress={() => openPage(PAGES.shift(shiftId))}>
            看这一班
          </Button>
        )}
      </View>
    </Drawer>
  );
}

interface AskProps {
  name: string;
  planId: string;
  onDone: () => void;
}

/** One tap says why; it is asked about, not held against anybody. */
function Ask({ name, planId, onDone }: AskProps) {
  const [text, setText] = useState('');
  const words = text.trim();
  const note = async (reason: AbsenceReason) => {
    try {
      await enqueue({
        contract: dutyLogContract.noteAbsence,
        params: { planId },
        body: { reason, ...(words ? { text: words } : {}) },
        recordKey: `plan:${planId}`,
        title: `${name}未上岗的原因`,
      });
      toastSent('写下了，本人也看得到');
      onDone();
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      toast('手机存满了，没存下，请清理后再试', 'bad');
    }
  };
  return (
    <>
      <View className="t-sub">
        没有上岗记录，先问问：也可能记录还没送到。写了只有队长、局里和本人看。
      </View>
      <TextField
        label="说明"
        placeholder="选其他才要写"
        value={text}
        max={100}
        onChange={setText}
      />
      {absenceReasons.map((reason) => (
        <Button
          key={reason}
          kind="o"
          block
          lacks={reason === 'other' && words === '' ? '其他：先写一句' : undefined}
          onPress={() => void note(reason)}
        >
          {ABSENCE_NAMES[reason]}
        </Button>
      ))}
    </>
  );
}
