import { useState } from 'react';
import { View } from '@tarojs/components';
import { examContract } from '@qiangji/shared-types';
import { newId } from '@/platform/ids';
import { useResource } from '@/platform/resource';
import { Ask } from '@/ui/answer';
import { Button } from '@/ui/button';
import { Drawer } from '@/ui/drawer';
import './desk.scss';

/** The paper as one person would get it, question by question; another seed is another person. */
export function Preview({ paperId, onClose }: { paperId: string; onClose: () => void }) {
  const [seed, setSeed] = useState(newId);
  const [at, setAt] = useState(0);
  const { data, error } = useResource(
    examContract.previewPaper,
    { params: { paperId }, query: { seed } },
    { keep: false },
  );
  const question = data?.questions[at];
  const count = data?.questions.length ?? 0;
  return (
    <Drawer
      open
      title="预览"
      sub={count > 0 ? `第 ${at + 1} 题，共 ${count} 题` : undefined}
      onClose={onClose}
      footer={
        <View className="ed-buttons">
          <Button
            kind="o"
            size={44}
            onPress={() => {
              setSeed(newId());
              setAt(0);
            }}
          >
            换一个人的卷子
          </Button>
          <Button
            size={44}
            lacks={at + 1 >= count ? '最后一题' : undefined}
            onPress={() => setAt(at + 1)}
          >
            下一题
          </Button>
        </View>
      }
    >
      {error && <View className="t-sub">{error.message}</View>}
      {question && (
        <Ask
          key={question.code}
          body={question.body}
          tags={[`${question.points} 分`]}
          answer={null}
          onChange={() => undefined}
          locked
        />
      )}
    </Drawer>
  );
}
