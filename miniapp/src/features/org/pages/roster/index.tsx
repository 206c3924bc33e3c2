import { useState } from 'react';
import { View } from '@tarojs/components';
import { KIND_NAMES, ROLE_NAMES, orgContract, type RosterPerson } from '@qiangji/shared-types';
import { saveDownload, toApiError } from '@/platform/request';
import { usePagedResource, useResource } from '@/platform/resource';
import { useMe } from '@/platform/session';
import { fullDateText } from '@/shell/when';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Drawer } from '@/ui/drawer';
import { TextField } from '@/ui/field';
import { useTyped } from '@/ui/field/use-typed';
import { openPage } from '@/ui/nav';
import { More } from '@/ui/more';
import { PageShell } from '@/ui/page-shell';
import { Table, type Column } from '@/ui/table';
import { Tag } from '@/ui/tag';
import { toast } from '@/ui/toast';
import { useWide } from '@/ui/use-wide';
import { PersonForm } from '../../person-form';

const IMPORT_PAGE = '/features/org/pages/import/index';

const stateTag = (person: RosterPerson) =>
  !person.active ? (
    <Tag>已停用</Tag>
  ) : person.bound ? (
    <Tag tone="ok">已绑定</Tag>
  ) : (
    <Tag tone="warn">没绑定</Tag>
  );

const rolesText = (person: RosterPerson) =>
  [...new Set(person.grants.map((grant) => ROLE_NAMES[grant.role]))].join('、') || '无';

const COLUMNS: Column<RosterPerson>[] = [
  { key: 'name', title: '姓名', cell: (person) => person.name },
  { key: 'number', title: '工号', cell: (person) => person.staffNumber },
  { key: 'kind', title: '类别', cell: (person) => KIND_NAMES[person.kind] },
  { key: 'post', title: '职务', cell: (person) => person.post },
  { key: 'unit', title: '单位', grow: 1.4, cell: (person) => person.unitName },
  { key: 'roles', title: '岗位授权', grow: 1.4, cell: rolesText },
  {
    key: 'id',
    title: '执法证至',
    cell: ({ enforcementId }) => (enforcementId ? fullDateText(enforcementId.validUntil) : '无'),
  },
  { key: 'state', title: '微信', cell: stateTag },
];

/** Takes the roster out as a sheet, and back in when it is corrected. */
function Actions() {
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    try {
      await saveDownload(orgContract.exportRoster, '花名册.xlsx');
    } catch (thrown) {
      toast(toApiError(thrown).message, 'bad');
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button kind="o" size={44} icon="download" busy={busy} onPress={() => void take()}>
        下载花名册
      </Button>
      <Button kind="o" size={44} icon="upload" onPress={() => openPage(IMPORT_PAGE)}>
        导入名册
      </Button>
    </>
  );
}

/** The roster within a keeper's reach; a person opens beside it. */
export default function RosterPage() {
  const me = useMe();
  const wide = useWide();
  const { typed, setTyped, q } = useTyped();
  const [open, setOpen] = useState<RosterPerson>();
  const list = usePagedResource(
    orgContract.listRoster,
    { query: q === '' ? {} : { q } },
    { keep: false },
  );
  const units = useResource(orgContract.listUnits, {});
  const actions = <Actions />;
  const saved = (person: RosterPerson) => {
    setOpen(person);
    void list.refresh();
  };
  const stale = () => {
    setOpen(undefined);
    void list.refresh();
  };
  return (
    <PageShell
      title="名册"
      width="full"
      actions={wide ? actions : undefined}
      status={list.state === 'empty' ? 'ready' : list.state}
      onRefresh={list.refresh}
      fail={{ title: '名册没取到', why: list.error?.message ?? '服务器没有回应' }}
      drawer={
        <Drawer
          open={open !== undefined}
          title={open?.name ?? ''}
          sub={open && `${open.staffNumber}，${open.unitName}`}
          onClose={() => setOpen(undefined)}
        >
          {open && me && (
            <PersonForm
              key={`${open.personId} ${open.updatedAt}`}
              me={me}
              person={open}
              units={units.data?.units ?? []}
              onSaved={saved}
              onStale={stale}
            />
          )}
        </Drawer>
      }
    >
      {!wide && <View className="l-row g-12">{actions}</View>}
      <TextField
        label="找人"
        placeholder="姓名或工号的开头"
        max={40}
        value={typed}
        onChange={setTyped}
      />
      {wide ? (
        <Table
          label="名册"
          columns={COLUMNS}
          groups={[{ rows: list.items }]}
          rowKey={(person) => person.personId}
          rowLabel={(person) => `打开 ${person.name}`}
          selected={open?.personId}
          onRow={setOpen}
        />
      ) : (
        <Card>
          {list.items.map((person) => (
            <Cell
              key={person.personId}
              title={person.name}
              meta={[person.unitName, person.post, person.staffNumber]}
              right={stateTag(person)}
              onPress={() => setOpen(person)}
            />
          ))}
        </Card>
      )}
      {list.items.length === 0 && list.state !== 'loading' && (
        <Card>
          <Cell plain title={q === '' ? '名册还是空的，先导入' : '没有这样开头的人'} />
        </Card>
      )}
      <More list={list} text="再看 20 人" />
    </PageShell>
  );
}
