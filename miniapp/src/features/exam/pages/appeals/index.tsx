import { useState } from 'react';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import {
  examResultContract,
  stemLine,
  type KeptAppeal,
  type KeyCorrection,
} from '@qiangji/shared-types';
import { usePagedResource, useResource } from '@/platform/resource';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { KeyWords, ROW_KEYS } from '@/ui/key-words';
import { More } from '@/ui/more';
import { PageShell } from '@/ui/page-shell';
import { Section } from '@/ui/section';
import { Tag } from '@/ui/tag';
import { useRowKeys } from '@/ui/use-row-keys';
import { AppealDrawer } from '../../components/appeal-drawer';
import { momentWords } from '../../exam.view';
import { APPEAL_WORDS } from '../../result.view';

const CORRECTION_WORDS: Record<KeyCorrection['kind'], string> = {
  key: '换了答案',
  everyone: '人人得满分',
  explanation: '只改了解析',
};

function affectedWords({ kind, affected }: KeyCorrection): string {
  if (kind === 'explanation') return '分都没变';
  return affected === null ? '正在重判' : `${affected} 人的分变了，都告诉了`;
}

/** Appeals of an exam, and the keys that were corrected. */
export default function AppealsPage() {
  const { id = '' } = useRouter().params;
  const [open, setOpen] = useState<KeptAppeal>();
  const list = usePagedResource(
    examResultContract.listAppeals,
    { params: { examId: id } },
    { keep: false },
  );
  const corrections = useResource(
    examResultContract.listCorrections,
    id ? { params: { examId: id } } : undefined,
    { keep: false },
  );
  const changed = () => {
    setOpen(undefined);
    void list.refresh();
    void corrections.refresh();
  };
  const rowsId = useRowKeys();
  const kept = corrections.data?.items ?? [];
  return (
    <PageShell
      title="申诉"
      width="full"
      status={list.state === 'empty' && kept.length > 0 ? 'ready' : list.state}
      empty={{ title: '没有人申诉', hint: '考完后，应考的人觉得哪题有问题会写在这里' }}
      fail={{ title: '申诉没取到', why: list.error?.message ?? '服务器没有回应，连上网再试' }}
      onRefresh={list.refresh}
      drawer={
        open && (
          <AppealDrawer
            key={open.id}
            appeal={open}
            onClose={() => setOpen(undefined)}
            onDone={changed}
          />
        )
      }
    >
      {list.items.length > 0 && (
        <Section title="申诉" note="按先后">
          <KeyWords words={[ROW_KEYS]} />
          <View id={rowsId}>
            <Card>
              {list.items.map((one) => (
                <Cell
                  key={one.id}
                  title={one.text}
                  meta={[
                    stemLine(one.body),
                    `${one.personName} ${one.unitName}`,
                    momentWords(one.sentAt),
                  ]}
                  right={
                    <Tag tone={one.state === 'open' ? 'warn' : 'plain'}>
                      {APPEAL_WORDS[one.state]}
                    </Tag>
                  }
                  onPress={() => setOpen(one)}
                />
              ))}
            </Card>
          </View>
          <More list={list} text={list.moreError ? '没取到，再试' : '再看一些'} />
        </Section>
      )}
      {kept.length > 0 && (
        <Section title={`改过答案、解析的题 ${kept.length}`} note="旧分新分都留着">
          <Card>
            {kept.map((one) => (
              <Cell
                key={one.id}
                plain
                title={one.reason}
                meta={[
                  CORRECTION_WORDS[one.kind],
                  `${one.who} ${momentWords(one.at)}`,
                  affectedWords(one),
                ]}
              />
            ))}
          </Card>
        </Section>
      )}
    </PageShell>
  );
}
