import { useState } from 'react';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { dayOf, leaveContract, orgContract } from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { enqueue, mend } from '@/platform/outbox';
import { useMended } from '@/platform/outbox/use-mended';
import { useResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { StorageError } from '@/platform/storage';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { goBack } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { Select } from '@/ui/select';
import { toast, toastSent } from '@/ui/toast';
import { DaysForm } from '../../components/days-form';
import { lacksInLeave, titleOf, unitsToKeep, type LeaveForm } from '../../leave.view';
import '../../leave.scss';

/** People of a unit at once; a brigade's are found in its squadrons. */
const MOST = 100;

/** Records from when to when somebody is away; also mends one that came back. */
export default function RecordLeavePage() {
  const { unit } = useRouter().params;
  const me = useMe();
  const old = useMended();
  const today = dayOf(now());
  const [form, setForm] = useState<LeaveForm>(() => ({
    ...{ personId: '', kind: undefined, from: today, to: today },
    ...(old?.body as Partial<LeaveForm> | undefined),
  }));
  const [path, setPath] = useState(unit && decodeURIComponent(unit));
  const [busy, setBusy] = useState(false);
  const units = unitsToKeep(
    me?.grants ?? [],
    useResource(orgContract.listUnits, {}).data?.units ?? [],
  );
  const chosen = path ?? units.find((one) => one.path === me?.unitPath)?.path ?? units[0]?.path;
  const people =
    useResource(
      orgContract.listColleagues,
      chosen === undefined ? undefined : { query: { unitPath: chosen, limit: MOST } },
    ).data?.items ?? [];
  const name = people.find(({ personId }) => personId === form.personId)?.name ?? '';

  const save = async () => {
    const { personId, kind, from, to } = form;
    if (!kind) return;
    setBusy(true);
    const body = { personId, kind, from, to };
    try {
      if (old) await mend(old.opId, body);
      else {
        const recordKey = `leave:${personId}`;
        await enqueue({ contract: leaveContract.record, body, recordKey, title: titleOf(name) });
      }
      toastSent('已存下，连上网就送');
      goBack();
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      setBusy(false);
      toast('手机存满了，没存下，请清理后再记', 'bad');
    }
  };
  return (
    <PageShell
      title={old ? '改一改再送' : '记请假'}
      bottom={
        <Button block size={56} busy={busy} lacks={lacksInLeave(form)} onPress={() => void save()}>
          存下
        </Button>
      }
    >
      <Section title="谁">
        <Card pad>
          <View className="lv-form">
            {units.length > 1 && (
              <Select
                label="单位"
                value={chosen}
                options={units.map((one) => ({ value: one.path, text: one.name }))}
                onChange={(next) => {
                  setPath(next);
                  setForm({ ...form, personId: '' });
                }}
              />
            )}
            <Select
              label="姓名"
              value={form.personId}
              placeholder="选一个人"
              options={people.map(({ personId, name: text }) => ({ value: personId, text }))}
              onChange={(personId) => setForm({ ...form, personId })}
            />
          </View>
        </Card>
      </Section>
      <Section title="什么假，哪几天" note="第一天和最后一天都算">
        <Card pad>
          <DaysForm value={form} onChange={(days) => setForm({ ...form, ...days })} />
        </Card>
      </Section>
      <View className="lv-note">
        不用写原因。本人会收到通知；这几天考试顺延，自查和超期都不催。
      </View>
    </PageShell>
  );
}
