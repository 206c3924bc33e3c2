import { useState } from 'react';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { studyContract, type PastPiece } from '@qiangji/shared-types';
import { useResource } from '@/platform/resource';
import { whenText } from '@/shell/when';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Skeleton } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { PiecePreview } from './piece-preview';
import './write.scss';

const keyOf = ({ version, edition }: PastPiece) => `${version}/${edition}`;

const nameOf = ({ version, edition }: PastPiece) =>
  edition === 1 ? `第 ${version} 版` : `第 ${version} 版，小改过 ${edition - 1} 次`;

const untilWords = ({ until, changedBy }: PastPiece) =>
  until ? `到${whenText(until)}，${changedBy}改了` : '什么时候改的没有记';

const unreadWords = ({ wasRead }: PastPiece) =>
  // A service of before does not say.
  wasRead === false ? ['停用时写的，大家没有读过'] : [];

/** What a piece was before it was changed, each to be looked at as people read it. */
export function PiecePast({ slug }: { slug: string }) {
  const { data, error, refresh } = useResource(
    studyContract.listPast,
    { params: { slug } },
    { keep: false },
  );
  const [open, setOpen] = useState<string>();
  if (error) return <NotHad why={error.message} onRetry={refresh} />;
  if (!data) return <Skeleton rows={1} />;
  if (data.items.length === 0) return null;
  return (
    <View className="st-kept">
      <View className="t-b">以前的样子</View>
      <Card>
        {data.items.map((past) => (
          <Cell
            key={keyOf(past)}
            title={nameOf(past)}
            meta={[past.title, untilWords(past), ...unreadWords(past)]}
            onPress={() => setOpen(open === keyOf(past) ? undefined : keyOf(past))}
          />
        ))}
      </Card>
      {data.items
        .filter((past) => keyOf(past) === open)
        .map((past) => (
          <Past key={keyOf(past)} slug={slug} past={past} />
        ))}
    </View>
  );
}

function NotHad({ why, onRetry }: { why: string; onRetry: () => Promise<void> }) {
  return (
    <Card>
      <Cell title="没取到，点这里再取" meta={why} onPress={() => void onRetry()} />
    </Card>
  );
}

function Past({ slug, past: { version, edition } }: { slug: string; past: PastPiece }) {
  const { data, error, refresh } = useResource(
    studyContract.findPast,
    { params: { slug, version, edition } },
    { keep: false },
  );
  if (error) return <NotHad why={error.message} onRetry={refresh} />;
  if (!data) return <Skeleton rows={4} />;
  const { piece } = data;
  const copy = async () => {
    await Taro.setClipboardData({ data: piece.body });
    toast('正文已复制', 'ok');
  };
  return (
    <>
      {/* Pictures go by their ids: those of what is in use no more are for keepers only. */}
      <PiecePreview piece={{ ...piece, images: [] }} />
      <View className="st-actions">
        <Button kind="o" icon="copy" onPress={() => void copy()}>
          复制正文
        </Button>
      </View>
    </>
  );
}
