import { useRouter } from '@tarojs/taro';
import { View } from '@tarojs/components';
import {
  clockOf,
  dayOf,
  selfCheckContract,
  standardContract,
  type SelfCheck,
} from '@qiangji/shared-types';
import { now } from '@/platform/clock';
import { useResource } from '@/platform/resource';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Plate } from '@/ui/plate';
import { Section } from '@/ui/section';
import { TaskRow } from '@/ui/task-row';
import { askedGroups } from '../../check.view';
import { dateText, dueText, stateOf } from '../../correction.view';

const WORDS = { ok: '合格', fault: '不合格', na: '不适用' } as const;
const NONE: ReadonlySet<string> = new Set();

/** One self-check as it was handed in, under the version of its list. */
export default function RecordPage() {
  const { id = '' } = useRouter().params;
  const { state, data, error, refresh } = useResource(selfCheckContract.findCheck, {
    params: { checkId: id },
  });
  const list = useResource(
    standardContract.findChecklist,
    data && { params: { code: data.checklistCode, version: data.checklistVersion } },
  );
  return (
    <PageShell
      title={data?.checklistName ?? '自查'}
      sub={data ? `清单第 ${data.checklistVersion} 版` : undefined}
      status={state}
      fail={{ title: '这次自查没取到', why: error?.message ?? '服务器没有回应，内容没丢' }}
      onRefresh={refresh}
    >
      {data && <Head check={data} />}
      {data && data.corrections.length > 0 && (
        <Section title={`要改的 ${data.corrections.length}`} note="查出来只为改好">
          <Card>
            {data.corrections.map((one) => (
              <TaskRow
                key={one.id}
                due={dueText(one.dueOn, dayOf(now()))}
                title={one.itemName}
                meta={[one.topicName, one.note ?? undefined]}
                state={stateOf(one, NONE, dayOf(now()))}
                onPress={() => openPage(`/features/self-check/pages/correction/index?id=${one.id}`)}
              />
            ))}
          </Card>
        </Section>
      )}
      {data &&
        list.data &&
        askedGroups(list.data, data).map((group) => (
          <Section key={group.code} title={group.name} note={`${group.items.length} 条`}>
            <Card>
              {group.items.map((item) => {
                const result = data.results.find((one) => one.itemCode === item.code);
                const verdict = result?.verdict ?? 'na';
                return (
                  <Cell
                    key={item.code}
                    plain
                    icon={
                      verdict === 'fault' ? 'circle-x' : verdict === 'ok' ? 'circle-check' : 'minus'
                    }
                    tone={verdict === 'fault' ? 'bad' : verdict === 'ok' ? 'ok' : undefined}
                    title={item.name}
                    meta={result?.note ?? undefined}
                    value={WORDS[verdict]}
                  />
                );
              })}
            </Card>
          </Section>
        ))}
      {data?.note && <View className="t-body">{data.note}</View>}
    </PageShell>
  );
}

function Head({ check }: { check: SelfCheck }) {
  const at = Date.parse(check.occurredAt);
  return (
    <Plate
      state={check.faultCount > 0 ? `${check.faultCount} 条不合格` : '全部合格'}
      dot={check.faultCount > 0 ? 'warn' : 'ok'}
      figure={`${dateText(check.day)} ${clockOf(at)}`}
      facts={[
        { icon: 'user', text: check.personName },
        { icon: 'list-checks', text: `${check.itemCount} 条适用` },
        ...(check.clockDoubt ? [{ icon: 'clock-alert' as const, text: '手机时间对不上' }] : []),
      ]}
    />
  );
}
