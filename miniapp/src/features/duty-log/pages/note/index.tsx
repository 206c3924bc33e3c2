import { useState } from 'react';
import { useRouter } from '@tarojs/taro';
import { clockOf, dutyLogContract, mayReadOriginal, type Entry } from '@qiangji/shared-types';
import { enqueue } from '@/platform/outbox';
import { useResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Dialog } from '@/ui/dialog';
import { TextField } from '@/ui/field';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Pictures } from '@/ui/pictures';
import { Section } from '@/ui/section';
import { Tag } from '@/ui/tag';
import { toastSent } from '@/ui/toast';
import { partyWords } from '../../entry.view';
import { dayText } from '../../log.view';
import { PAGES } from '../../routes';

/** One entry: what happened, the evidence, what stood there before. */
export default function NotePage() {
  const { id = '' } = useRouter().params;
  const me = useMe();
  const own = me?.personId;
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
      bottom={data && canAct(data, own) && <Actions entry={data} own={own} />}
    >
      {data && <Facts entry={data} original={mayReadOriginal(me, data.author.personId)} />}
    </PageShell>
  );
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
                title={one.before.text ?? '原来没写'}
                meta={`${one.by.name} ${clockOf(Date.parse(one.at))} 改`}
              />
            ))}
          </Card>
        </Section>
      )}
    </>
  );
}

function isMine(entry: Entry, own: string | undefined): boolean {
  return entry.author.personId === own || entry.takenOverBy?.personId === own;
}

function canAct(entry: Entry, own: string | undefined): boolean {
  return isMine(entry, own) || entry.matter === 'open';
}

function Actions({ entry, own }: { entry: Entry; own: string | undefined }) {
  const [asking, setAsking] = useState<'amend' | 'settle'>();
  const [text, setText] = useState('');
  const mine = isMine(entry, own);
  const open = entry.matter === 'open';
  const target = { params: { entryId: entry.id }, recordKey: entry.id };
  const save = async () => {
    const typed = text.trim();
    if (asking === 'amend') {
      const contract = dutyLogContract.amendEntry;
      await enqueue({ contract, ...target, body: { text: typed }, title: '更正' });
    } else {
      const contract = dutyLogContract.settleMatter;
      const body = typed ? { note: typed } : {};
      await enqueue({ contract, ...target, body, title: '办完了' });
    }
    setAsking(undefined);
    toastSent('记下了');
  };
  const ask = (what: 'amend' | 'settle') => {
    setText(what === 'amend' ? (entry.text ?? '') : '');
    setAsking(what);
  };
  return (
    <>
      {mine && (
        <Button kind="o" block size={56} icon="pencil-line" onPress={() => ask('amend')}>
          更正文字
        </Button>
      )}
      {mine && entry.enforcement && (
        <Button
          kind="s"
          block
          size={56}
          onPress={() => openPage(PAGES.conduct(entry.id, entry.handling.code))}
        >
          执法后自查
        </Button>
      )}
      {open && (
        <Button block size={56} icon="check" onPress={() => ask('settle')}>
          办完了
        </Button>
      )}
      {asking && (
        <Dialog
          title={asking === 'amend' ? '更正文字' : '怎么办完的'}
          text={asking === 'amend' ? '原来写的会留着，看得出谁什么时候改的。' : undefined}
          yes={asking === 'amend' ? '更正' : '办完了'}
          no="先不改"
          lacks={asking === 'amend' && text.trim() === '' ? '还没写' : undefined}
          onYes={() => void save()}
          onNo={() => setAsking(undefined)}
        >
          <TextField
            label={asking === 'amend' ? '文字' : '结果'}
            hideLabel
            multiline
            placeholder={asking === 'amend' ? undefined : '可不填'}
            value={text}
            max={asking === 'amend' ? 500 : 200}
            onChange={setText}
          />
        </Dialog>
      )}
    </>
  );
}
