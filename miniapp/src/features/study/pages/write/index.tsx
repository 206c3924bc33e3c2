import { useState } from 'react';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { studyContract, type OwnPiece } from '@qiangji/shared-types';
import { useResource } from '@/platform/resource';
import { whenText } from '@/shell/when';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Choice } from '@/ui/choice';
import { KeyWords } from '@/ui/key-words';
import { goBack } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Restored } from '@/ui/restored';
import { Section } from '@/ui/section';
import { Seg } from '@/ui/seg';
import { toast } from '@/ui/toast';
import { useKeys } from '@/ui/use-keys';
import { useWide } from '@/ui/use-wide';
import { PieceFields } from '../../components/piece-fields';
import { PieceImport } from '../../components/piece-import';
import { PiecePreview } from '../../components/piece-preview';
import { KEPT_WORDS } from '../../kept.view';
import { lacksToKeep, lacksToPublish, previewOf } from '../../piece.form';
import { useWrite } from '../../use-write';
import '../../components/write.scss';

/** One of the bureau's own pieces, written anew or changed, with what its readers will see beside it. */
export default function WritePage() {
  const { slug, replaces = null } = useRouter().params;
  const { data, state, error, refresh } = useResource(
    studyContract.findOwn,
    slug ? { params: { slug } } : undefined,
    { keep: false },
  );
  if (slug && !data) {
    return (
      <PageShell
        title="改学习内容"
        width="full"
        status={state}
        fail={{ title: '这一篇没取到', why: error?.message ?? '服务器没有回应，内容还在' }}
        onRetry={() => void refresh()}
      />
    );
  }
  return <Writer first={data} replaces={replaces} />;
}

type Side = 'write' | 'look';
const SIDES = [
  { value: 'write' as const, text: '写' },
  { value: 'look' as const, text: '看样子' },
];

type Extent = 'small' | 'large';
const EXTENTS = [
  { value: 'small' as const, text: '改小处：错字、说法，学过的不用重读' },
  { value: 'large' as const, text: '内容变了：请大家重读，小题重答' },
];

const DONE = {
  draft: '草稿存下了',
  small: '改好了，学过的还算数',
  large: '改好了，大家会看到要重读',
};

function Writer({ first, replaces }: { first: OwnPiece | undefined; replaces: string | null }) {
  const wide = useWide();
  const { piece, form, busy, theirs, change, save, restored, drop, goOn, takeTheirs } = useWrite(
    first,
    replaces,
  );
  const [side, setSide] = useState<Side>('write');
  const [importing, setImporting] = useState(false);
  const [extent, setExtent] = useState<Extent>();
  const wasSeen = piece?.wasPublished ?? false;
  const settled = wasSeen ? lacksToPublish(form) : lacksToKeep(form);
  const lacks = settled ?? (wasSeen && !extent ? '先选改的是小处还是内容' : undefined);
  const run = async (publish: boolean) => {
    const done = await save({ readAgain: extent === 'large', publish });
    if (!done) return;
    toast(publish ? '发布了，大家能看到了' : DONE[wasSeen && extent ? extent : 'draft'], 'ok');
    goBack();
  };
  useKeys({
    'Ctrl+s': () => {
      if (lacks) toast(lacks, 'bad');
      else if (!busy) void run(false);
    },
  });
  // What it lacks for either is said once.
  const lacksFirst = lacksToPublish(form);
  const toPublish = !wasSeen && (lacks === undefined || lacks !== lacksFirst) && (
    <Button
      block
      size={56}
      lacks={lacksFirst}
      busy={busy}
      label="存下并发布"
      onPress={() => void run(true)}
    >
      发布
    </Button>
  );
  return (
    <PageShell
      title={piece ? '改学习内容' : '写一篇'}
      sub={piece ? `${KEPT_WORDS[piece.state]}，第 ${piece.version} 版` : '先存草稿，写完再发布'}
      width="full"
      bottom={
        <View className="st-pair">
          <Button
            block
            size={56}
            kind={wasSeen ? 'p' : 'o'}
            lacks={lacks}
            busy={busy}
            onPress={() => void run(false)}
          >
            {wasSeen ? '存下改动' : '存草稿'}
          </Button>
          {toPublish}
        </View>
      }
    >
      <Restored shown={restored} onDiscard={drop} />
      {theirs && <Conflict theirs={theirs} onGoOn={goOn} onTakeTheirs={takeTheirs} />}
      <KeyWords words={['Ctrl+S 存下']} />
      {!wide && <Seg label="写还是看" options={SIDES} value={side} onChange={setSide} />}
      <View className="st-write">
        {(wide || side === 'write') && (
          <View className="st-form">
            {importing ? (
              <PieceImport onText={change} onClose={() => setImporting(false)} />
            ) : (
              <View className="st-actions">
                <Button kind="o" icon="upload" onPress={() => setImporting(true)}>
                  导入文件或贴文字
                </Button>
              </View>
            )}
            <PieceFields form={form} before={first?.draft.questions} onChange={change} />
            {wasSeen && (
              <Section title="这次改的是">
                <Choice
                  label="这次改的是"
                  columns={1}
                  options={EXTENTS}
                  value={extent}
                  onChange={setExtent}
                />
              </Section>
            )}
          </View>
        )}
        {(wide || side === 'look') && <PiecePreview piece={previewOf(form, piece)} />}
      </View>
    </PageShell>
  );
}

interface ConflictProps {
  theirs: OwnPiece;
  onGoOn: () => void;
  onTakeTheirs: () => void;
}

/** Somebody else kept theirs first. Nothing of either is lost before one has looked. */
function Conflict({ theirs, onGoOn, onTakeTheirs }: ConflictProps) {
  const [open, setOpen] = useState(false);
  const when = theirs.changedAt ? whenText(theirs.changedAt) : '';
  return (
    <Section title="别人刚改过这一篇" note="你写的都在">
      <Card>
        <Cell
          icon="circle-alert"
          tone="warn"
          title={`${theirs.changedBy ?? '别人'}，${when}`}
          meta={open ? '点这里收起' : '点这里看改成了什么'}
          onPress={() => setOpen(!open)}
        />
      </Card>
      {open && <PiecePreview piece={previewOf(theirs.draft, theirs)} />}
      <View className="st-actions">
        <Button onPress={onGoOn}>留我写的，接着存</Button>
        <Button kind="o" onPress={onTakeTheirs}>
          不要我写的，用对方的
        </Button>
      </View>
      <View className="t-sub">接着存时，你没动过的地方用对方的</View>
    </Section>
  );
}
