import { useState } from 'react';
import { View } from '@tarojs/components';
import {
  DEFER_NAMES,
  deferReasons,
  examContract,
  type AttendanceRow,
  type DeferReason,
  type Exam,
} from '@qiangji/shared-types';
import { callOnce } from '@/platform/request';
import { Button } from '@/ui/button';
import { Cell } from '@/ui/cell';
import { Drawer } from '@/ui/drawer';
import { TextField } from '@/ui/field';
import { Select } from '@/ui/select';
import { Switch } from '@/ui/switch';
import { toast } from '@/ui/toast';
import { attempt } from '../desk.call';
import { rowState } from '../desk.view';
import { momentWords, timeWords } from '../exam.view';
import { lacksInOwnTimes, ownTimesOf, timesFrom, type OwnTimes } from '../plan.form';
import { MomentField } from './moment-field';
import './desk.scss';

interface RowDrawerProps {
  exam: Exam;
  row: AttendanceRow | undefined;
  onClose: () => void;
  onChanged: () => void;
}

/** One person in an exam: where they stand, other times, or not this time. */
export function RowDrawer({ row, ...rest }: RowDrawerProps) {
  if (!row) return null;
  return <Panel key={`${row.personId} ${row.version}`} row={row} {...rest} />;
}

function Panel({ exam, row, onClose, onChanged }: RowDrawerProps & { row: AttendanceRow }) {
  const [times, setTimes] = useState(() => ownTimesOf(row.times, exam.times));
  const [deferred, setDeferred] = useState<DeferReason | 'none'>(row.deferred ?? 'none');
  const [note, setNote] = useState(row.note ?? '');
  const { attempt: sat } = row;
  // It is nobody's choice: it is so once an exam was settled without that paper.
  const isChosen = (reason: DeferReason) => reason !== 'unmade' || row.deferred === reason;
  const save = async () => {
    const saved = await attempt(() =>
      callOnce(examContract.changeSitting, {
        params: { examId: exam.id, personId: row.personId },
        body: {
          version: row.version,
          times: timesFrom(times),
          deferred: deferred === 'none' ? null : deferred,
          note: note.trim() === '' ? null : note.trim(),
        },
      }),
    );
    if (!saved) return;
    toast('改好了，本人手机会跟着变');
    onChanged();
  };
  return (
    <Drawer
      open
      title={row.name}
      sub={row.unitName}
      onClose={onClose}
      footer={
        <Button block lacks={lacksInOwnTimes(times)} onPress={() => void save()}>
          存下
        </Button>
      }
    >
      <View className="ed-form">
        <View className="ed-facts">
          <Cell plain title="状态" value={rowState(row)} />
          <Cell
            plain
            title="收到通知"
            value={row.reachedAt ? momentWords(row.reachedAt) : '还没'}
          />
          {sat && (
            <>
              <Cell plain title="开考" value={timeWords(sat.startedAt)} />
              <Cell plain title="到点" value={timeWords(sat.endsAt)} />
              <Cell plain title="已答" value={`${sat.answered} / ${sat.questions}`} />
              <Cell plain title="离开屏幕" value={`${sat.leaves} 次，不是结论`} />
              <Cell plain title="用过几台手机" value={String(sat.devices)} />
            </>
          )}
        </View>
        <TextField
          label="多给几分钟"
          keyboard="number"
          value={times.extra}
          onChange={(extra) => setTimes({ ...times, extra })}
          hint="在答的人马上多出来"
        />
        {!sat && <OwnWindow times={times} onChange={setTimes} />}
        {(!sat?.submittedAt || row.deferred !== null) && (
          <Select
            label={sat ? '答到一半被叫走了' : '这次考不考'}
            hint={sat ? '不算的卷子留着，可以补考，不算缺考' : undefined}
            value={deferred}
            onChange={setDeferred}
            options={[
              { value: 'none' as const, text: sat ? '没有，照常算' : '照常考' },
              ...deferReasons.filter(isChosen).map((value) => ({
                value,
                text: `${sat ? '这份不算' : '顺延'}：${DEFER_NAMES[value]}`,
              })),
            ]}
          />
        )}
        <TextField label="备注" value={note} onChange={setNote} max={200} multiline />
      </View>
    </Drawer>
  );
}

interface OwnWindowProps {
  times: OwnTimes;
  onChange: (times: OwnTimes) => void;
}

/** Another window for one person: earlier, later, or on another day. */
function OwnWindow({ times, onChange }: OwnWindowProps) {
  const label = '另定考试时间';
  return (
    <>
      <Cell
        plain
        title={label}
        right={
          <Switch label={label} on={times.own} onChange={(own) => onChange({ ...times, own })} />
        }
      />
      {times.own && (
        <>
          <MomentField
            label="从"
            value={times.opensAt}
            onChange={(opensAt) => onChange({ ...times, opensAt })}
          />
          <MomentField
            label="到"
            value={times.closesAt}
            onChange={(closesAt) => onChange({ ...times, closesAt })}
          />
        </>
      )}
    </>
  );
}
