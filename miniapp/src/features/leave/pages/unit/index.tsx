import { useState } from 'react';
import { leaveContract, type LeaveState } from '@qiangji/shared-types';
import { useOutbox } from '@/platform/outbox';
import { usePagedResource } from '@/platform/resource';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Chips } from '@/ui/chips';
import { More } from '@/ui/more';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { SentMark } from '@/ui/sent-mark';
import { LeaveDrawer } from '../../components/leave-drawer';
import { LeaveRow } from '../../components/leave-row';
import { awayWords, isWaiting, mendUrl, pendingOf, recordUrl } from '../../leave.view';

const CHIPS = [
  { value: 'current' as const, text: '现在和以后' },
  { value: 'past' as const, text: '过去的' },
];
type When = (typeof CHIPS)[number]['value'];

const GROUPS: Record<When, { title: string; states: readonly LeaveState[] }[]> = {
  current: [
    { title: '在假', states: ['away'] },
    { title: '还没到', states: ['upcoming'] },
  ],
  past: [{ title: '过去的', states: ['over', 'withdrawn'] }],
};

/** Who of one's people is away: recorded here, so that nobody asks anything of them meanwhile. */
export default function UnitLeavePage() {
  const [when, setWhen] = useState<When>('current');
  const [openId, setOpenId] = useState<string>();
  const list = usePagedResource(
    leaveContract.listUnit,
    { query: { when } },
    { refreshAfter: [leaveContract.record, leaveContract.change, leaveContract.withdraw] },
  );
  const { waiting, sending, rejected } = useOutbox();
  const unsent = [...rejected, ...sending, ...waiting];
  const pending = when === 'current' ? pendingOf(unsent) : [];
  const open = list.items.find(({ id }) => id === openId);
  const none = list.state === 'empty' && pending.length === 0;
  const groups = GROUPS[when]
    .map(({ title, states }) => ({
      title,
      rows: list.items.filter(({ state }) => states.includes(state)),
    }))
    .filter(({ rows }) => rows.length > 0);
  const record = () => openPage(recordUrl());
  return (
    <PageShell
      title="请假"
      sub="培训、借调也记在这儿"
      width="full"
      status={none ? 'empty' : list.state === 'empty' ? 'ready' : list.state}
      onRefresh={list.refresh}
      fail={{ title: '请假的人没取到', why: list.error?.message ?? '服务器没有回应，记过的都在' }}
      empty={
        when === 'current'
          ? {
              title: '现在没有人请假',
              hint: '记上以后，考试、自查都不找他，也不算他欠',
              action: '记一条',
              onAction: record,
            }
          : {
              title: '过去也没有人请过假',
              action: '看现在的',
              onAction: () => setWhen('current'),
            }
      }
      top={<Chips label="看哪些" chips={CHIPS} value={when} onChange={setWhen} />}
      bottom={
        <Button block size={56} icon="pencil-line" onPress={record}>
          记一条
        </Button>
      }
      drawer={
        open && (
          <LeaveDrawer
            key={`${open.id} ${open.version}`}
            leave={open}
            onClose={() => setOpenId(undefined)}
          />
        )
      }
    >
      {pending.length > 0 && (
        <Card>
          {pending.map(({ item, name, away }) => (
            <Cell
              key={item.opId}
              title={name}
              meta={item.error?.message ?? awayWords(away)}
              right={<SentMark state={item.state} />}
              onPress={item.state === 'rejected' ? () => openPage(mendUrl(item.opId)) : undefined}
            />
          ))}
        </Card>
      )}
      {groups.map(({ title, rows }) => (
        <Section key={title} title={`${title} ${rows.length}`}>
          <Card>
            {rows.map((leave) => (
              <LeaveRow
                key={leave.id}
                leave={leave}
                named
                waiting={isWaiting(leave, unsent)}
                onPress={() => setOpenId(leave.id)}
              />
            ))}
          </Card>
        </Section>
      ))}
      <More list={list} text="再看 20 条" />
    </PageShell>
  );
}
