import { useState } from 'react';
import { useRouter } from '@tarojs/taro';
import { Strength } from '@/ui/bar';
import { Button } from '@/ui/button';
import { Chips } from '@/ui/chips';
import { Drawer } from '@/ui/drawer';
import { PageShell } from '@/ui/page-shell';
import { DeskSection } from '../../sections/desk';
import { ButtonsSection, ChecksSection, QuestionSection } from '../../sections/forms';
import { FrameSection, StatesSection } from '../../sections/frame';
import { ActsSection, FieldsSection, ReaderSection } from '../../sections/inputs';
import { DutySection, ReviewSection, StudySection } from '../../sections/jobs';

const PARTS = {
  frame: { text: '框架', part: FrameSection },
  states: { text: '状态', part: StatesSection },
  buttons: { text: '按钮', part: ButtonsSection },
  checks: { text: '检查', part: ChecksSection },
  question: { text: '题目', part: QuestionSection },
  duty: { text: '执勤', part: DutySection },
  study: { text: '学练', part: StudySection },
  review: { text: '队伍', part: ReviewSection },
  fields: { text: '填写', part: FieldsSection },
  acts: { text: '动作', part: ActsSection },
  reader: { text: '阅读', part: ReaderSection },
  desk: { text: '表格', part: DeskSection },
} as const;

type PartKey = keyof typeof PARTS;

function isPart(key: string | undefined): key is PartKey {
  return key !== undefined && key in PARTS;
}

/** Every component in its states; `?part=` opens one group. Demo builds only. */
export default function GalleryPage() {
  const { part: asked } = useRouter().params;
  const [key, setKey] = useState<PartKey>(isPart(asked) ? asked : 'frame');
  const [open, setOpen] = useState<string>();
  const { part: Part } = PARTS[key];
  return (
    <PageShell
      title="样张"
      sub="只给做页面的人看"
      width={key === 'desk' ? 'full' : 'reading'}
      onRefresh={() => Promise.resolve()}
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
      drawer={
        <Drawer
          open={open !== undefined}
          title={`${open ?? ''}，掌握 46%`}
          sub="遇到 28 题，稳住 13 题"
          onClose={() => setOpen(undefined)}
          footer={
            <Button block icon="message-square">
              约着聊一聊
            </Button>
          }
        >
          <Strength name="当场处罚" have={2} of={9} />
          <Strength name="全程记录" have={4} of={8} />
          <Strength name="听证程序" have={1} of={2} />
        </Drawer>
      }
    >
      <Part selected={open} onOpen={setOpen} />
    </PageShell>
  );
}
