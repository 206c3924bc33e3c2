import { useState } from 'react';
import { useRouter } from '@tarojs/taro';
import { Button } from '@/ui/button';
import { Chips } from '@/ui/chips';
import { PageShell } from '@/ui/page-shell';
import { ButtonsSection, ChecksSection, QuestionSection } from '../../sections/forms';
import { FrameSection, StatesSection } from '../../sections/frame';

const PARTS = {
  frame: { text: '框架', part: FrameSection },
  states: { text: '状态', part: StatesSection },
  buttons: { text: '按钮', part: ButtonsSection },
  checks: { text: '检查', part: ChecksSection },
  question: { text: '题目', part: QuestionSection },
} as const;

type PartKey = keyof typeof PARTS;

function isPart(key: string | undefined): key is PartKey {
  return key !== undefined && key in PARTS;
}

/** Every component in its states; `?part=` opens one group. Demo builds only. */
export default function GalleryPage() {
  const { part: asked } = useRouter().params;
  const [key, setKey] = useState<PartKey>(isPart(asked) ? asked : 'frame');
  const { part: Part } = PARTS[key];
  return (
    <PageShell
      title="样张"
      sub="只给做页面的人看"
      top={
        <Chips
          label="样张分组"
          value={key}
          onChange={setKey}
          chips={(Object.keys(PARTS) as PartKey[]).map((value) => ({
            value,
            text: PARTS[value].text,
          }))}
        />
      }
      bottom={
        <>
          <Button kind="o">放着</Button>
          <Button block icon="check">
            看好了
          </Button>
        </>
      }
    >
      <Part />
    </PageShell>
  );
}
