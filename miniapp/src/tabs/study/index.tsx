import { useState } from 'react';
import { View } from '@tarojs/components';
import { quizContract, type PieceKind, type PieceSummary } from '@qiangji/shared-types';
import { usePagedResource } from '@/platform/resource';
import { minePath as examsPath } from '@/features/exam';
import {
  dailyNote,
  dailyUrl,
  dayWords,
  mockUrl,
  topicsUrl,
  useDaily,
  wrongUrl,
} from '@/features/quiz';
import {
  KIND_WORDS,
  nextPiece,
  planOf,
  readerUrl,
  STATE_WORDS,
  stateOf,
  useKeptSlugs,
  usePieces,
  whereWords,
} from '@/features/study';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Chips } from '@/ui/chips';
import { FindingStrip } from '@/ui/finding-strip';
import type { IconName } from '@/ui/icon';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Plate } from '@/ui/plate';
import { PlateParts } from '@/ui/plate/figures';
import { Shortcuts } from '@/ui/shortcuts';
import { Tag } from '@/ui/tag';
import './index.scss';

const KIND_ICONS: Record<PieceKind, IconName> = {
  political: 'flag',
  legal: 'scale',
  conduct: 'id-card',
  recorder: 'video',
  handbook: 'notebook-pen',
};
const KINDS = Object.keys(KIND_WORDS) as PieceKind[];
const handbookUrl = '/features/study/pages/handbook/index';

/** 学练: what is next, what a check brought, the ways to practise, and all pieces. */
export default function StudyTab() {
  const { state, pieces, refresh } = usePieces();
  const [kind, setKind] = useState<PieceKind | 'all'>('all');
  const shown = kind === 'all' ? pieces : pieces.filter((piece) => piece.kind === kind);
  const kinds = KINDS.filter((one) => pieces.some((piece) => piece.kind === one));
  return (
    <PageShell
      title="学练"
      tab="study"
      status={state}
      empty={{ title: '还没有学习内容', hint: '文章由系统带来，一直没有请告诉行动办' }}
      fail={{ title: '学习内容没取到', why: '服务器没有回应，读过的进度都在' }}
      onRefresh={refresh}
    >
      <PlanPlate pieces={pieces} />
      <Practice />
      <Card>
        <Cell
          icon="search"
          title="人手一册"
          meta="法律、流程，没网也能查"
          onPress={() => openPage(handbookUrl)}
        />
        <Cell icon="timer" title="考试" meta="要考的、考过的" onPress={() => openPage(examsPath)} />
      </Card>
      <Chips
        label="分类"
        value={kind}
        onChange={setKind}
        chips={[
          { value: 'all' as const, text: '全部' },
          ...kinds.map((one) => ({ value: one, text: KIND_WORDS[one] })),
        ]}
      />
      <PieceList pieces={shown} />
    </PageShell>
  );
}

function PlanPlate({ pieces }: { pieces: readonly PieceSummary[] }) {
  const parts = planOf(pieces);
  const have = parts.reduce((sum, part) => sum + part.have, 0);
  const next = nextPiece(pieces);
  return (
    <Plate state="学懂" figure={String(have)} figureOf={`/ ${pieces.length}`} figureNote="篇" big>
      <PlateParts items={parts} />
      {next && (
        <View className="st-next">
          <View className="l-grow">
            <View className="st-next__where">{`下一步 · ${whereWords(next.progress)}`}</View>
            <View className="st-next__title">{next.title}</View>
          </View>
          <Button onPlate iconAfter="arrow-right" onPress={() => openPage(readerUrl(next.slug))}>
            {stateOf(next.progress) === 'half' ? '接着读' : '开始读'}
          </Button>
        </View>
      )}
    </Plate>
  );
}

/** What checks brought into practice, and the four ways to practise. */
function Practice() {
  const { practice, given } = useDaily();
  const wrong = usePagedResource(
    quizContract.listWrong,
    {},
    { refreshAfter: [quizContract.appendAnswers] },
  );
  const wrongNote = wrong.hasMore ? `${wrong.items.length}+ 题` : `${wrong.items.length} 题`;
  return (
    <>
      {(practice?.reasons ?? []).slice(0, 2).map(({ needId, text, foundAt, topicName, piece }) => (
        <FindingStrip
          key={needId}
          title="因为督察"
          finding={{ title: text, meta: dayWords(foundAt) }}
          piece={
            piece
              ? { title: piece.title, onPress: () => openPage(readerUrl(piece.slug)) }
              : { title: '这个专题还没有文章' }
          }
          questions={{ title: topicName, count: 3, onPress: () => openPage(dailyUrl) }}
        />
      ))}
      <Shortcuts
        items={[
          {
            icon: 'circle-help',
            text: '每日十题',
            note: practice ? dailyNote(practice.questions, given) : undefined,
            onPress: () => openPage(dailyUrl),
          },
          {
            icon: 'book-x',
            text: '错题本',
            note: wrong.state === 'ready' || wrong.state === 'empty' ? wrongNote : undefined,
            onPress: () => openPage(wrongUrl),
          },
          {
            icon: 'list-checks',
            text: '专题',
            note: '掌握情况',
            onPress: () => openPage(topicsUrl),
          },
          { icon: 'file-text', text: '模拟卷', note: '一整套', onPress: () => openPage(mockUrl) },
        ]}
      />
    </>
  );
}

const STATE_TONES = { done: 'ok', half: 'brand', new: 'plain' } as const;

/** Rows drawn before one asks for more: a page of the mini-program stays under 600 nodes. */
const ROWS = 20;

function PieceList({ pieces }: { pieces: readonly PieceSummary[] }) {
  const [rows, setRows] = useState(ROWS);
  const kept = useKeptSlugs(pieces);
  const left = pieces.length - rows;
  return (
    <Card>
      {pieces.slice(0, rows).map((piece) => {
        const state = stateOf(piece.progress);
        return (
          <Cell
            key={piece.slug}
            icon={KIND_ICONS[piece.kind]}
            tone="brand"
            title={piece.title}
            meta={[
              KIND_WORDS[piece.kind],
              piece.sample ? '示例' : undefined,
              kept.has(piece.slug) ? '已存手机' : undefined,
            ]}
            right={<Tag tone={STATE_TONES[state]}>{STATE_WORDS[state]}</Tag>}
            onPress={() => openPage(readerUrl(piece.slug))}
          />
        );
      })}
      {left > 0 && <Cell plain title={`再看 ${left} 篇`} onPress={() => setRows(rows + ROWS)} />}
    </Card>
  );
}
