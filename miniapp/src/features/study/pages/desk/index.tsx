import { useState } from 'react';
import { View } from '@tarojs/components';
import {
  keptStates,
  pieceKinds,
  studyContract,
  type KeptPiece,
  type KeptState,
  type PieceKind,
} from '@qiangji/shared-types';
import { usePagedResource } from '@/platform/resource';
import { whenText } from '@/shell/when';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { TextField } from '@/ui/field';
import { useTyped } from '@/ui/field/use-typed';
import { KeyWords, ROW_KEYS } from '@/ui/key-words';
import { More } from '@/ui/more';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Seg } from '@/ui/seg';
import { Select } from '@/ui/select';
import { Table, type Column } from '@/ui/table';
import { Tag } from '@/ui/tag';
import { useRowKeys } from '@/ui/use-row-keys';
import { useWide } from '@/ui/use-wide';
import { KeptDrawer } from '../../components/kept-drawer';
import { KEPT_TONES, KEPT_WORDS, shippedWord, writeUrl } from '../../kept.view';
import { KIND_WORDS, readerUrl } from '../../study.view';
import '../../components/write.scss';

type Origin = 'own' | 'shipped';
const ORIGINS = [
  { value: 'own' as const, text: '本局写的' },
  { value: 'shipped' as const, text: '软件自带的' },
];

const stateTag = (row: KeptPiece) =>
  row.own ? (
    <Tag tone={KEPT_TONES[row.state]}>{KEPT_WORDS[row.state]}</Tag>
  ) : (
    <Tag tone={row.sample && !row.replacedBy ? 'brass' : 'plain'}>{shippedWord(row)}</Tag>
  );

const insteadWords = ({ replaces, replacedBy }: KeptPiece) =>
  replaces ? `代替《${replaces.title}》` : replacedBy ? `由《${replacedBy.title}》代替` : '';

const changedWords = ({ changedAt, changedBy }: KeptPiece) =>
  changedAt ? `${changedBy}，${whenText(changedAt)}` : '';

const COLUMNS: readonly Column<KeptPiece>[] = [
  { key: 'title', title: '标题', grow: 4, cell: ({ title }) => title },
  { key: 'kind', title: '类别', cell: ({ kind }) => KIND_WORDS[kind] },
  { key: 'topic', title: '专题', grow: 1.4, cell: ({ topicName }) => topicName },
  { key: 'instead', title: '代替', grow: 2, cell: insteadWords },
  { key: 'changed', title: '最后改的', grow: 2, cell: changedWords },
  { key: 'state', title: '状态', cell: stateTag },
];

const ALL = 'all';

function Actions() {
  return (
    <Button size={44} icon="pencil-line" onPress={() => openPage(writeUrl())}>
      新写一篇
    </Button>
  );
}

/** What the bureau studies, for the legal officer and the campaign office: its own pieces and ours. */
export default function StudyDeskPage() {
  const wide = useWide();
  const [origin, setOrigin] = useState<Origin>('own');
  const [kind, setKind] = useState<PieceKind | typeof ALL>(ALL);
  const [state, setState] = useState<KeptState | typeof ALL>(ALL);
  const [open, setOpen] = useState<string>();
  const { typed, setTyped, q } = useTyped();
  const isOwn = origin === 'own';
  const query = {
    origin,
    ...(kind === ALL ? {} : { kind }),
    ...(state === ALL || !isOwn ? {} : { state }),
    ...(q === '' ? {} : { q }),
  };
  const list = usePagedResource(studyContract.listKept, { query }, { keep: false });
  const rowsId = useRowKeys({ n: () => openPage(writeUrl()) });
  // What ships is read; a sample that nothing stands for yet is where one's own begins.
  const openRow = (row: KeptPiece) => {
    if (row.own) setOpen(row.slug);
    else if (row.replacedBy) setOpen(row.replacedBy.slug);
    else openPage(row.sample ? writeUrl({ replaces: row.slug }) : readerUrl(row.slug));
  };
  const rowNote = (row: KeptPiece) =>
    row.sample && !row.replacedBy ? '写一篇代替它' : insteadWords(row);
  return (
    <PageShell
      title="学习内容"
      sub="本局自己写的，和软件自带的"
      width="full"
      status={list.state === 'empty' ? 'ready' : list.state}
      fail={{ title: '学习内容没取到', why: list.error?.message ?? '服务器没有回应，内容都在' }}
      onRefresh={list.refresh}
      actions={wide ? <Actions /> : undefined}
      drawer={
        <KeptDrawer
          slug={open}
          onClose={() => setOpen(undefined)}
          onChanged={() => void list.refresh()}
        />
      }
    >
      {!wide && <Actions />}
      <Seg label="谁写的" options={ORIGINS} value={origin} onChange={setOrigin} />
      <View className="st-filters">
        <Select
          label="类别"
          value={kind}
          options={[
            { value: ALL, text: '全部类别' },
            ...pieceKinds.map((value) => ({ value, text: KIND_WORDS[value] })),
          ]}
          onChange={setKind}
        />
        {isOwn && (
          <Select
            label="状态"
            value={state}
            options={[
              { value: ALL, text: '全部状态' },
              ...keptStates.map((value) => ({ value, text: KEPT_WORDS[value] })),
            ]}
            onChange={setState}
          />
        )}
        <TextField
          label="找一篇"
          placeholder="标题里的字"
          max={40}
          value={typed}
          onChange={setTyped}
        />
      </View>
      <KeyWords words={[ROW_KEYS, 'N 新写一篇']} />
      <View id={rowsId}>
        {list.items.length === 0 ? (
          <Card pad>
            <View className="t-sub">
              {isOwn && q === '' && kind === ALL && state === ALL
                ? '本局还没写过，点“新写一篇”，或者打开软件自带的示例换成自己的'
                : '没有这样的，换个条件再找'}
            </View>
          </Card>
        ) : (
          <Card>
            {wide ? (
              <Table
                label="学习内容"
                columns={COLUMNS}
                groups={[{ rows: list.items }]}
                rowKey={(row) => row.slug}
                rowLabel={(row) => `打开《${row.title}》${isOwn ? '' : `，${rowNote(row)}`}`}
                onRow={openRow}
                selected={open}
              />
            ) : (
              list.items.map((row) => (
                <Cell
                  key={row.slug}
                  title={row.title}
                  meta={[KIND_WORDS[row.kind], row.topicName, rowNote(row)].filter(Boolean)}
                  right={stateTag(row)}
                  onPress={() => openRow(row)}
                />
              ))
            )}
          </Card>
        )}
      </View>
      <More list={list} text="再看一些" />
    </PageShell>
  );
}
