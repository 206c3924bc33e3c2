import { useState } from 'react';
import { View } from '@tarojs/components';
import type { Piece } from '@qiangji/shared-types';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Question } from '@/ui/question';
import { Section } from '@/ui/section';
import { sectionsOf } from '../study.view';
import { ReaderProgress } from './reader-progress';
import { ReaderSection } from './reader-section';
import './write.scss';

/** A piece section by section as its reader will turn over it, and its questions as they are answered. */
export function PiecePreview({ piece }: { piece: Piece }) {
  const sections = sectionsOf(piece.body);
  const count = sections.length;
  const [asked, setAt] = useState(0);
  const at = Math.min(asked, count);
  const section = sections[at];
  if (count === 0 && piece.questions.length === 0) {
    return (
      <Section title="队员看到的样子">
        <Card pad>
          <View className="t-sub">写了正文，这里就是队员看到的样子</View>
        </Card>
      </Section>
    );
  }
  return (
    <Section title="队员看到的样子" note={piece.title}>
      <Card pad>
        <View className="st-preview">
          <ReaderProgress at={at} read={at} count={count} />
          {section ? (
            <ReaderSection piece={piece} text={section.text} at={at} count={count} />
          ) : (
            piece.questions.map((question) => (
              <Question
                key={question.id}
                question={{
                  ...question,
                  stem: question.stem || '还没写题目',
                  explanation: question.explanation || '还没写为什么',
                }}
                chosen={[]}
                onChange={() => undefined}
                shown
              />
            ))
          )}
          <View className="st-pair">
            {at > 0 && (
              <Button block kind="o" onPress={() => setAt(at - 1)}>
                上一节
              </Button>
            )}
            {section && (
              <Button block kind="s" onPress={() => setAt(at + 1)}>
                {at + 1 < count ? '下一节' : '看小题'}
              </Button>
            )}
          </View>
        </View>
      </Card>
    </Section>
  );
}
