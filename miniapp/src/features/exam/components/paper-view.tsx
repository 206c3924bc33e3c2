import { useEffect } from 'react';
import { Text, View } from '@tarojs/components';
import type { Sheet } from '@qiangji/shared-types';
import { useIsPast } from '@/platform/clock';
import { Ask } from '@/ui/answer';
import { AnswerSheet } from '@/ui/answer-sheet';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { useConfirm } from '@/ui/dialog';
import { Icon } from '@/ui/icon';
import { keptHere } from '@/ui/kept';
import { goBack } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { a11y } from '@/ui/press/a11y';
import { toast } from '@/ui/toast';
import { isAnswered, type HeldAttempt } from '../held.core';
import { useLeaving } from '../leaving';
import { ASIDE_WORDS, handInWords, TIME_UP_WORDS } from '../sit.view';
import type { Sitting } from '../sitting';
import type { SaveState } from '../use-sitting';
import { useKeys } from '@/ui/use-keys';
import { PictureOver } from './picture-over';
import { SitPlate } from './sit-plate';
import { Watermark } from './watermark';

export interface PaperViewProps {
  sitting: Sitting;
  held: HeldAttempt;
  sheet: Sheet;
  save: SaveState;
  title: string;
  sub: string | undefined;
  watermark: string | null;
  /** Each time the screen was left the person is told. */
  warns: boolean;
}

/** One question at a time, the card of all, and how it stands with time and saving. */
export function PaperView(props: PaperViewProps) {
  const { sitting, held, sheet, save, title, sub, watermark, warns } = props;
  const [dialog, ask] = useConfirm();
  const isTimeUp = useIsPast(held.endsAtMs);
  const { questions } = sheet;
  const at = Math.min(held.at, questions.length - 1);
  const question = questions[at];
  const open = questions.filter(({ code }) => !isAnswered(held, code)).length;
  const isLast = at + 1 === questions.length;

  const cameBack = async () => {
    const awayMs = await sitting.comeBack();
    if (awayMs === undefined || !warns) return;
    toast(
      `离开了 ${Math.max(1, Math.round(awayMs / 1000))} 秒，共 ${sitting.held.leaves} 次；时间没停`,
    );
  };
  useLeaving(
    () => sitting.leave(),
    () => void cameBack(),
  );
  const goTo = (to: number) => sitting.goTo(Math.max(0, Math.min(to, questions.length - 1)));
  useKeys({ ArrowLeft: () => goTo(at - 1), ArrowRight: () => goTo(at + 1) });
  useEffect(() => () => sitting.flush(), [sitting]);

  const handIn = async () => {
    const text = handInWords(open, held.flagged.length, save.waiting);
    if (await ask({ title: '交卷', text, yes: '交卷', no: '再看看' })) {
      await keptHere(() => sitting.handIn(), '再交');
    }
  };
  const leave = async () => {
    const text = '答过的都存着，可以回来接着答；时间不停，离开会记一次';
    if (await ask({ title: '先离开考试', text, yes: '先离开', no: '接着答' })) goBack();
  };
  if (!question) return null;
  const isFlagged = held.flagged.includes(question.code);
  const sheetView = (
    <AnswerSheet
      marks={questions.map(({ code }) => ({
        answered: isAnswered(held, code),
        flagged: held.flagged.includes(code),
      }))}
      current={at}
      onGo={goTo}
    />
  );
  return (
    <PageShell
      title={title}
      sub={sub}
      net={false}
      onBack={() => void leave()}
      top={
        <SitPlate endsAtMs={held.endsAtMs} leaves={held.leaves} {...{ save }} full={sitting.full} />
      }
      bottom={
        <View className="ex-foot">
          {sheetView}
          <View className="ex-foot__bar">
            <Button
              kind="o"
              size={56}
              icon="chevron-left"
              label="上一题"
              lacks={at === 0 ? '第一题' : undefined}
              onPress={() => goTo(at - 1)}
            >
              上一题
            </Button>
            <Button kind="o" size={56} icon="flag" onPress={() => sitting.flag(question.code)}>
              {isFlagged ? '不再看' : '想再看'}
            </Button>
            {isLast || open === 0 ? (
              <Button block size={56} onPress={() => void handIn()}>
                交卷
              </Button>
            ) : (
              <Button block size={56} onPress={() => goTo(at + 1)}>
                下一题
              </Button>
            )}
          </View>
        </View>
      }
    >
      {held.isAside && <Told words={ASIDE_WORDS} />}
      {isTimeUp && <Told words={TIME_UP_WORDS} />}
      <View className="ex-paper" key={question.code}>
        {watermark && <Watermark text={watermark} />}
        <View className="ex-head">
          <Text>{`第 ${at + 1} 题，共 ${questions.length} 题`}</Text>
        </View>
        <Ask
          body={question.body}
          tags={[`${question.points} 分`]}
          answer={held.answers[question.code]?.answer ?? null}
          onChange={(answer) => sitting.answer(question.code, answer)}
          locked={isTimeUp}
          large={(picture) => <PictureOver {...picture} watermark={watermark} />}
        />
      </View>
      {dialog}
    </PageShell>
  );
}

function Told({ words }: { words: string }) {
  return (
    <Card pad>
      <View className="ex-aside" {...a11y({ role: 'status', live: 'polite' })}>
        <Icon name="circle-alert" size={20} className="c-brand" />
        <Text className="t-body">{words}</Text>
      </View>
    </Card>
  );
}
