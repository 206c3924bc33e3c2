import { useState } from 'react';
import { View } from '@tarojs/components';
import {
  PIECE_LIMITS,
  pieceGaps,
  studyContract,
  type LawCheck,
  type OwnPiece,
} from '@qiangji/shared-types';
import { callOnce, toApiError } from '@/platform/request';
import { useResource } from '@/platform/resource';
import { useHasRole } from '@/platform/session';
import { fullDateText, whenText } from '@/shell/when';
import { Button } from '@/ui/button';
import { Drawer } from '@/ui/drawer';
import { TextField } from '@/ui/field';
import { LawCheckForm, textsOf } from '@/ui/law-check';
import { LawChip } from '@/ui/law-chip';
import { Meta } from '@/ui/meta';
import { openPage } from '@/ui/nav';
import { Skeleton } from '@/ui/skeleton';
import { toast } from '@/ui/toast';
import { KEPT_WORDS, writeUrl } from '../kept.view';
import { KIND_WORDS, readerUrl } from '../study.view';
import { PiecePast } from './piece-past';
import './write.scss';

interface KeptDrawerProps {
  slug: string | undefined;
  onClose: () => void;
  onChanged: () => void;
}

/** One of the bureau's own pieces with what was done to it, and what its keepers may do now. */
export function KeptDrawer({ slug, onClose, onChanged }: KeptDrawerProps) {
  const { data, error, refresh } = useResource(
    studyContract.findOwn,
    slug === undefined ? undefined : { params: { slug } },
    { keep: false },
  );
  const changed = async () => {
    onChanged();
    await refresh();
  };
  return (
    <Drawer open={slug !== undefined} title={data?.title ?? '学习内容'} onClose={onClose}>
      {data ? (
        <Detail key={data.slug} piece={data} onChanged={changed} />
      ) : error ? (
        <View className="t-sub">{error.message}</View>
      ) : (
        <Skeleton rows={4} />
      )}
    </Drawer>
  );
}

/** The laws that it cites, what was said of them, and the legal officer's word. */
function Laws({ piece, onSay }: { piece: OwnPiece; onSay: (check: LawCheck) => void }) {
  const mayVerify = useHasRole('legal_officer');
  const { draft, checked, revision } = piece;
  const verified = checked ? 'confirmed' : 'unverified';
  return (
    <View className="st-kept">
      <View className="t-b">依据的法条</View>
      {draft.laws.map((law) => (
        <LawChip key={`${law.name} ${law.article}`} law={{ ...law, verified }} />
      ))}
      <View className="t-sub">
        {checked
          ? `${checked.who}，${fullDateText(checked.when)}，${checked.text}`
          : '法制员还没核对，改过的要重新核对'}
      </View>
      {mayVerify && (
        <LawCheckForm
          key={revision}
          suggested={checked?.text ?? textsOf(draft.laws)}
          isChecked={checked !== null}
          onSay={onSay}
        />
      )}
    </View>
  );
}

type Next = { state: 'published' } | { state: 'taken_down'; reason: string };

function Detail({ piece, onChanged }: { piece: OwnPiece; onChanged: () => Promise<void> }) {
  const { slug, revision, state, draft, replaces } = piece;
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const act = async (ask: Promise<OwnPiece>, words: string) => {
    setBusy(true);
    try {
      await ask;
      setReason('');
      toast(words, 'ok');
    } catch (thrown) {
      toast(toApiError(thrown).message, 'bad');
    }
    await onChanged();
    setBusy(false);
  };
  const input = <B,>(body: B) => ({ params: { slug }, body: { revision, ...body } });
  const put = (next: Next, words: string) =>
    act(callOnce(studyContract.changePieceState, input(next)), words);
  const check = (said: LawCheck) =>
    act(
      callOnce(studyContract.verifyPiece, input(said)),
      said.state === 'confirmed' ? '记下了，法条核对过' : '收回了核对',
    );
  const says = reason.trim();
  return (
    <View className="st-kept">
      <Meta
        items={[
          KIND_WORDS[piece.kind],
          piece.topicName,
          KEPT_WORDS[state],
          `第 ${piece.version} 版`,
          `${piece.author} 写的`,
        ]}
      />
      {piece.summary !== '' && <View className="t-sub">{piece.summary}</View>}
      {replaces && (
        <View className="t-sub">
          {state === 'published'
            ? `代替示例《${replaces.title}》，撤下后那篇再出现`
            : `发布后代替示例《${replaces.title}》`}
        </View>
      )}
      <View className="st-actions">
        <Button kind="o" icon="pencil-line" onPress={() => openPage(writeUrl({ slug }))}>
          {state === 'draft' ? '接着写' : '改'}
        </Button>
        {state === 'published' ? (
          <Button kind="o" icon="book-open" onPress={() => openPage(readerUrl(slug))}>
            像队员那样读
          </Button>
        ) : (
          <Button
            busy={busy}
            lacks={pieceGaps(draft)[0]?.message}
            onPress={() => void put({ state: 'published' }, '发布了，大家能看到了')}
          >
            {state === 'draft' ? '发布' : '重新发布'}
          </Button>
        )}
      </View>
      {state !== 'taken_down' && (
        <View className="l-col g-12 l-box">
          <TextField
            label={state === 'draft' ? '为什么不写了' : '为什么撤下'}
            value={reason}
            max={PIECE_LIMITS.reason}
            hint={state === 'draft' ? undefined : '大家学过的记录都在'}
            onChange={setReason}
          />
          <View className="st-actions">
            <Button
              kind="o"
              busy={busy}
              lacks={says === '' ? '写明为什么，再撤下' : undefined}
              onPress={() => void put({ state: 'taken_down', reason: says }, '撤下了')}
            >
              撤下
            </Button>
          </View>
        </View>
      )}
      {draft.laws.length > 0 && <Laws piece={piece} onSay={(said) => void check(said)} />}
      <View>
        <View className="t-b">经过</View>
        {[...piece.history].reverse().map(({ at, who, text, version }) => (
          <View key={`${at} ${text}`} className="t-sub">
            {`${whenText(at)} ${who}：${text}，第 ${version} 版`}
          </View>
        ))}
      </View>
      {piece.wasPublished && <PiecePast key={revision} slug={slug} />}
    </View>
  );
}
