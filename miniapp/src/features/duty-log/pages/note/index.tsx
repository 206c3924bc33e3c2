import { useState } from 'react';
import { useRouter } from '@tarojs/taro';
import {
  clockOf,
  dutyLogContract,
  mayReadOriginal,
  type Entry,
  type EntryRead,
  type Profile,
} from '@qiangji/shared-types';
import { useResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { keptHere } from '@/ui/kept';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Pictures } from '@/ui/pictures';
import { Section } from '@/ui/section';
import { Tag } from '@/ui/tag';
import { toastSent } from '@/ui/toast';
import { beforeWords } from '../../amend.view';
import { SettleDialog } from '../../components/settle-dialog';
import { partyWords } from '../../entry.view';
import { dayText, momentText } from '../../log.view';
import { settleEntry } from '../../matter.store';
import { PAGES } from '../../routes';

/** One entry: what happened, the evidence, what stood there before. */
export default function NotePage() {
  const { id = '' } = useRouter().params;
  const me = useMe();
  const { state, data, error, refresh } = useResource(
    dutyLogContract.findEntry,
    { params: { entryId: id } },
    { refreshAfter: [dutyLogContract.amendEntry, dutyLogContract.settleMatter] },
  );
  return (
    <PageShell
      title={data?.category.name ?? '执勤记录'}
      sub={data ? `${dayText(data.day)} ${clockOf(Date.parse(data.at))}` : undefined}
      status={state}
      fail={{ title: '这一条没取到', why: error?.message ?? '还没送到，或者服务器没有回应' }}
      onRefresh={refresh}
      bottom={data && me && actsOf(data, me).length > 0 && <Actions entry={data} me={me} />}
    >
      {data && <Facts entry={data} original={mayReadOriginal(me, data.author.personId)} />}
    </PageShell>
  );
}

function lateWords(late: Entry['late']): string | undefined {
  return late ? `${momentText(late.receivedAt)} 到` : undefined;
}

function closedWords(late: Entry['late']): string {
  return late?.closed === 'archived' ? '日志归档以后才送到' : '日志看过以后才送到';
}

function Facts({ entry, original }: { entry: Entry; original: boolean }) {
  const names = entry.officers.map((officer) => officer.name).join('、');
  return (
    <>
      <Pictures photos={entry.photos} alt={`${entry.category.name}的照片`} original={original} />
      <Card>
        <Cell
          icon={entry.enforcement ? 'scale' : 'store'}
          title={`${entry.category.name}，${entry.handling.name}`}
          meta={[partyWords(entry.partyType), entry.text ?? undefined]}
          right={entry.incident ? <Tag tone="bad">突发</Tag> : undefined}
        />
        <Cell
          icon="map-pin"
          title={entry.section ?? '没写路段'}
          meta={entry.place ? `误差 ${Math.round(entry.place.accuracyM)} 米` : '没取到位置'}
        />
        <Cell
          icon="user"
          title={`${entry.author.name}记`}
          meta={[
            names ? `执法员 ${names}` : undefined,
            entry.takenOverBy ? `${entry.takenOverBy.name}接手` : undefined,
          ]}
          right={entry.state === 'draft_for_officer' ? <Tag tone="warn">草稿</Tag> : undefined}
        />
        <Cell
          icon="video"
          title={entry.recorders.length > 0 ? `记录仪 ${entry.recorders.join('、')}` : '没用记录仪'}
          meta={entry.recorderSkipReason?.name}
        />
        {entry.from12345 && <Cell icon="headphones" title="12345 交办" />}
        {entry.matter !== 'none' && (
          <Cell
            icon="flag"
            tone={entry.matter === 'open' ? 'warn' : 'ok'}
            title={entry.matter === 'open' ? '还没办完' : '办完了'}
            meta={entry.matterNote ?? undefined}
          />
        )}
        {/* One kept from before says nothing of it. */}
        {(entry as Partial<Entry>).late && (
          <Cell
            icon="clock-alert"
            tone="warn"
            title={closedWords(entry.late)}
            meta={lateWords(entry.late)}
          />
        )}
        {entry.clockDoubt && (
          <Cell icon="clock-alert" tone="warn" title="手机时间对不上，时刻请核对" />
        )}
      </Card>
      {entry.amendments.length > 0 && (
        <Section title={`改过 ${entry.amendments.length} 次`} note="原来写的都留着">
          <Card>
            {entry.amendments.map((one) => (
              <Cell
                key={one.at}
                icon="history"
                title={beforeWords(one).join('；')}
                meta={[
                  `${one.by.name} ${momentText(one.at)} 改`,
                  one.late ? `${closedWords(one.late)}，${lateWords(one.late)}` : undefined,
                ]}
              />
            ))}
          </Card>
        </Section>
      )}
    </>
  );
}

type Act = 'amend' | 'check' | 'settle';

/** What the service will take from this person about an entry, in the order of the buttons. */
function actsOf(entry: EntryRead, me: Profile): Act[] {
  // An entry kept from before does not say: then nothing is offered until it is fetched again.
  const { may } = entry as Partial<EntryRead>;
  const mine = [entry.author, entry.takenOverBy].some((one) => one?.personId === me.personId);
  const acts: Record<Act, boolean | undefined> = {
    amend: may?.amend,
    check: mine && entry.enforcement && me.kind === 'officer',
    settle: may?.settle,
  };
  return (['amend', 'check', 'settle'] as const).filter((act) => acts[act]);
}

function Actions({ entry, me }: { entry: EntryRead; me: Profile }) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const acts = actsOf(entry, me);
  const settle = async (note: string | undefined) => {
    setBusy(true);
    setAsking(false);
    if (!(await keptHere(() => settleEntry(entry.id, note), '再记', '没记下'))) {
      setBusy(false);
      return;
    }
    toastSent('记下了');
  };
  return (
    <>
      {acts.includes('amend') && (
        <Button
          kind="o"
          block
          size={56}
          icon="pencil-line"
          onPress={() => openPage(PAGES.amend(entry.id))}
        >
          改这一条
        </Button>
      )}
      {acts.includes('check') && (
        <Button
          kind="s"
          block
          size={56}
          onPress={() => openPage(PAGES.conduct(entry.id, entry.handling.code))}
        >
          执法后自查
        </Button>
      )}
      {acts.includes('settle') && (
        <Button block size={56} icon="check" busy={busy} onPress={() => setAsking(true)}>
          办完了
        </Button>
      )}
      {asking && <SettleDialog onYes={(note) => void settle(note)} onNo={() => setAsking(false)} />}
    </>
  );
}
