import { useMemo, useState } from 'react';
import { Text, View } from '@tarojs/components';
import { studyContract, type Piece, type PieceKind } from '@qiangji/shared-types';
import { stored } from '@/platform/resource';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { TextField } from '@/ui/field';
import { openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Press } from '@/ui/press';
import { Section } from '@/ui/section';
import { searchPieces, type SearchHit } from '../../study.search';
import { usePieces } from '../../study.store';
import { KIND_WORDS, readerUrl } from '../../study.view';
import './index.scss';

const KINDS: readonly PieceKind[] = ['handbook', 'legal'];

/** The operations handbook, everybody's own copy: searched on the phone, with no network. */
export default function HandbookPage() {
  const { state, pieces, refresh } = usePieces();
  const [query, setQuery] = useState('');
  const own = useMemo(() => pieces.filter((piece) => KINDS.includes(piece.kind)), [pieces]);
  const kept = useMemo(
    () =>
      own
        .map(({ slug }) => stored(studyContract.findPiece, { params: { slug } }))
        .filter((piece): piece is Piece => piece !== undefined),
    [own],
  );
  const hits = useMemo(() => searchPieces(kept, query), [kept, query]);
  const searching = query.trim() !== '';
  const missing = own.length - kept.length;
  return (
    <PageShell
      title="人手一册"
      sub="没网也能查"
      status={state}
      onRefresh={refresh}
      top={
        <TextField
          label="查手册"
          hideLabel
          value={query}
          max={40}
          placeholder="查一查：当场收缴、回避、送达……"
          onChange={setQuery}
        />
      }
    >
      {searching ? (
        <Results hits={hits} query={query.trim()} missing={missing} />
      ) : (
        KINDS.map((kind) => {
          const rows = own.filter((piece) => piece.kind === kind);
          return (
            <Section key={kind} title={KIND_WORDS[kind]} note={`${rows.length} 篇`}>
              <Card>
                {rows.map((piece) => (
                  <Cell
                    key={piece.slug}
                    title={piece.title}
                    meta={[piece.topicName, piece.summary]}
                    onPress={() => openPage(readerUrl(piece.slug))}
                  />
                ))}
              </Card>
            </Section>
          );
        })
      )}
    </PageShell>
  );
}

interface ResultsProps {
  hits: readonly SearchHit[];
  query: string;
  /** Pieces that are not yet on this phone. */
  missing: number;
}

function Results({ hits, query, missing }: ResultsProps) {
  const note = missing > 0 ? `有 ${missing} 篇还没存到手机` : '按相近程度';
  return (
    <Section title={hits.length > 0 ? `找到 ${hits.length} 处` : '没找到'} note={note}>
      {hits.length === 0 ? (
        <Card pad>
          <View className="t-sub">{`手册里没有“${query}”，换个说法再查，比如少打几个字`}</View>
        </Card>
      ) : (
        <Card>
          {hits.map((hit) => (
            <Press
              key={`${hit.slug} ${hit.section}`}
              className="hb-hit"
              onPress={() => openPage(readerUrl(hit.slug, hit.section))}
            >
              <View className="hb-hit__title">{hit.title}</View>
              {hit.sectionTitle && <View className="hb-hit__section">{hit.sectionTitle}</View>}
              <View className="hb-hit__text">
                {hit.snippet.map((run, i) => (
                  <Text key={i} className={run.hit ? 'hb-hit__mark' : ''}>
                    {run.text}
                  </Text>
                ))}
              </View>
            </Press>
          ))}
        </Card>
      )}
    </Section>
  );
}
