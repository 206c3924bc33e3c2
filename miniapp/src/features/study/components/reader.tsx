import { useEffect, useRef, useState } from 'react';
import { useDidHide } from '@tarojs/taro';
import type { Piece } from '@qiangji/shared-types';
import { wheneverOnline } from '@/platform/resource';
import { Button } from '@/ui/button';
import { keptHere } from '@/ui/kept';
import { PageShell } from '@/ui/page-shell';
import { fetchImages } from '../study.images';
import { keepSection, keptSection, reportProgress } from '../study.store';
import { positionOf, sectionAt, sectionsOf } from '../study.view';
import { CheckQuestions } from './check-questions';
import { ReaderProgress } from './reader-progress';
import { ReaderSection } from './reader-section';
import { ReaderTools } from './reader-tools';

export interface ReaderProps {
  piece: Piece;
  /** Section that a search found; otherwise one goes on where one stopped. */
  asked?: number;
}

/** Where to begin: what was asked for, else the page open last on this phone, else what was reported. */
function beginAt({ piece, asked }: ReaderProps, count: number): number {
  if (asked !== undefined && asked >= 0 && asked < count) return asked;
  if (piece.progress?.doneAt) return 0;
  const reported = sectionAt(piece.progress?.positionBp ?? 0, count);
  return Math.min(count, Math.max(reported, keptSection(piece.slug, piece.version) ?? 0));
}

/** A report goes out on leaving, if one has come further than what was reported before. */
function useReportOnLeaving(piece: Piece, positionBp: number) {
  const reported = useRef(piece.progress?.positionBp ?? 0);
  const latest = useRef({ piece, positionBp });
  latest.current = { piece, positionBp };
  const leave = useRef(() => {
    const now = latest.current;
    if (now.positionBp <= reported.current) return;
    const before = reported.current;
    reported.current = now.positionBp;
    const report = { positionBp: now.positionBp, answers: [] };
    void keptHere(() => reportProgress(now.piece, report), '再读').then((kept) => {
      // The next leaving tries again.
      if (!kept) reported.current = before;
    });
  });
  useDidHide(() => leave.current());
  useEffect(() => {
    const go = leave.current;
    return () => go();
  }, []);
  return (bp: number) => {
    reported.current = Math.max(reported.current, bp);
  };
}

/** Whoever opens a piece and then has no network finds the pictures of its later sections, too. */
function useItsPictures({ images }: Piece) {
  const hashes = images.map(({ sha256 }) => sha256).join(' ');
  useEffect(
    () => (hashes === '' ? undefined : wheneverOnline(() => fetchImages(hashes.split(' ')))),
    [hashes],
  );
}

export function Reader({ piece, asked }: ReaderProps) {
  useItsPictures(piece);
  const sections = sectionsOf(piece.body);
  const count = sections.length;
  const [at, setAt] = useState(() => beginAt({ piece, asked }, count));
  const [read, setRead] = useState(() => sectionAt(piece.progress?.positionBp ?? 0, count));
  const noteReported = useReportOnLeaving(piece, positionOf(read, count));
  const go = (to: number) => {
    keepSection(piece.slug, piece.version, to);
    setRead((before) => Math.max(before, to));
    setAt(to);
  };
  const section = sections[at];
  return (
    // A new section is a new page to the eye: it begins at its top.
    <PageShell
      key={at}
      title={piece.title}
      plain={section !== undefined}
      top={<ReaderProgress at={at} read={read} count={count} />}
      bottom={
        section ? (
          <>
            <ReaderTools onPrevious={at > 0 ? () => setAt(at - 1) : undefined} />
            <Button block iconAfter="arrow-right" onPress={() => go(at + 1)}>
              {at + 1 < count ? '下一节' : '做小题'}
            </Button>
          </>
        ) : undefined
      }
    >
      {section ? (
        <ReaderSection piece={piece} text={section.text} at={at} count={count} />
      ) : (
        <CheckQuestions
          piece={piece}
          onReport={async (report) => {
            const kept = await keptHere(() => reportProgress(piece, report), '再答');
            if (kept) noteReported(report.positionBp);
            return kept;
          }}
          onReread={() => setAt(0)}
        />
      )}
    </PageShell>
  );
}
