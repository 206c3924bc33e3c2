import { Text, View } from '@tarojs/components';
import { quizContract, type TopicMastery } from '@qiangji/shared-types';
import { useResource } from '@/platform/resource';
import { Bar } from '@/ui/bar';
import { Card } from '@/ui/card';
import { goBack, openPage } from '@/ui/nav';
import { PageShell } from '@/ui/page-shell';
import { Plate } from '@/ui/plate';
import { Press } from '@/ui/press';
import { Section } from '@/ui/section';
import { inMasteryOrder, masterySum, topicGroups, topicUrl } from '../../quiz.view';
import '../../components/runner.scss';

/** What one knows, topic by topic in their groups, in counts; a topic or a whole group is practised. */
export default function TopicsPage() {
  const { state, data, error, refresh } = useResource(
    quizContract.listMastery,
    {},
    { refreshAfter: [quizContract.appendAnswers] },
  );
  const topics = data?.topics ?? [];
  const { total, answered, mastered } = masterySum(topics);
  return (
    <PageShell
      title="专题掌握"
      status={data && topics.length === 0 ? 'empty' : state}
      empty={{
        title: '题库里还没有在用的题',
        hint: '法制员、行动办启用了题，这里就有专题可练',
        action: '回学练',
        onAction: goBack,
      }}
      fail={{ title: '掌握情况没取到', why: error?.message ?? '服务器没有回应，答过的都在' }}
      onRefresh={refresh}
    >
      <Plate
        state="现在记得牢的"
        figure={String(mastered)}
        figureOf={`/ ${total}`}
        figureNote="题"
        big
        facts={[
          { icon: 'list-checks', text: `做过 ${answered} 题` },
          { icon: 'history', text: '最近一次答对、现在多半还记得，才算记得牢' },
        ]}
      />
      {topicGroups(topics).map(({ topic, title, topics: own }) => (
        <Section
          key={title}
          title={title}
          {...(topic !== null && {
            note: '一起练十题',
            onMore: () => openPage(topicUrl(topic)),
          })}
        >
          <Card>
            {inMasteryOrder(own).map((one) => (
              <TopicRow key={one.topic} {...one} />
            ))}
          </Card>
        </Section>
      ))}
    </PageShell>
  );
}

function TopicRow({ topic, topicName, total, answered, mastered }: TopicMastery) {
  const met = answered > 0;
  const figure = met ? `记得牢 ${mastered}/${total}` : `没做过，共 ${total} 题`;
  return (
    <Press
      className="qz-topic"
      label={`${topicName}，${figure}，练十题`}
      onPress={() => openPage(topicUrl(topic))}
    >
      <View className="qz-topic__head">
        <Text className="qz-topic__name">{topicName}</Text>
        <Text className="qz-topic__figure">{figure}</Text>
      </View>
      <Bar thin value={met ? mastered / total : undefined} />
    </Press>
  );
}
