import { View } from '@tarojs/components';
import type { Practice, PracticeQuestion, PracticeReason } from '@qiangji/shared-types';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { goBack, openPage } from '@/ui/nav';
import { Section } from '@/ui/section';
import {
  pieceUrl,
  tallyOf,
  topicsToLookAt,
  topicsUrl,
  topicUrl,
  wrongUrl,
  type GivenByCode,
} from '../quiz.view';
import './runner.scss';

export interface WhatsNextProps {
  /** What was done: 今天的十题做完了. */
  title: string;
  questions: readonly PracticeQuestion[];
  given: GivenByCode;
  reasons?: readonly PracticeReason[];
  /** Due questions that wait beyond this run. */
  backlog?: Practice['backlog'];
}

/** After a run: what to look at next. A count in one line, no score and no fanfare. */
export function WhatsNext({ title, questions, given, reasons = [], backlog }: WhatsNextProps) {
  const { right, wrong } = tallyOf(questions, given);
  const topics = topicsToLookAt(questions, given);
  const pieces = reasons.flatMap(({ piece, topicName }) =>
    piece ? [{ ...piece, topicName }] : [],
  );
  return (
    <>
      <Card pad>
        <View className="qz-tally">
          <View className="t-head">{title}</View>
          <View className="t-sub">
            {wrong > 0
              ? `答对 ${right} 题，答错 ${wrong} 题，答错的改天再考`
              : '都答对了，隔些天再考'}
          </View>
          {backlog && (
            <View className="t-sub">
              {`前些天攒下 ${backlog.waiting} 题，不用一次补，会分在 ${backlog.days} 个执勤日里`}
            </View>
          )}
        </View>
      </Card>
      {pieces.length > 0 && (
        <Section title="先读这几篇" note="和督察查到的有关">
          <Card>
            {pieces.map(({ slug, title: name, topicName }) => (
              <Cell
                key={slug}
                icon="book-open"
                title={name}
                meta={topicName}
                onPress={() => openPage(pieceUrl(slug))}
              />
            ))}
          </Card>
        </Section>
      )}
      <Section title={topics.length > 0 ? '可以再看看' : '接下来'}>
        <Card>
          {topics.map(({ topic, topicName, count }) => (
            <Cell
              key={topic}
              icon="list-checks"
              title={topicName}
              meta={`答错 ${count} 题，可以专门练十题`}
              onPress={() => openPage(topicUrl(topic))}
            />
          ))}
          {topics.length > 0 && (
            <Cell
              icon="book-x"
              title="错题本"
              meta="两天都答对就出来"
              onPress={() => openPage(wrongUrl)}
            />
          )}
          <Cell
            icon="file-chart-column"
            title="专题掌握"
            meta="哪些牢，哪些还不牢"
            onPress={() => openPage(topicsUrl)}
          />
        </Card>
      </Section>
      <Button block kind="o" onPress={goBack}>
        回学练
      </Button>
    </>
  );
}
