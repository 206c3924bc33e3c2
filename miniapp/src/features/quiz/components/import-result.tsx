import { Text, View } from '@tarojs/components';
import type { QuestionImport } from '@qiangji/shared-types';
import { KIND_WORDS } from '@/ui/answer';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Press } from '@/ui/press';
import { Section } from '@/ui/section';
import './bank.scss';

/** 共 12 题：新的 10 题，改动 1 题，没变 1 题；另有 2 题不对 */
export function countWords({ counts }: Pick<QuestionImport, 'counts'>): string {
  const { good, bad, fresh, changed, unchanged } = counts;
  const parts = [`新的 ${fresh} 题`, `改动 ${changed} 题`, `没变 ${unchanged} 题`].join('，');
  return `读懂 ${good} 题：${parts}${bad > 0 ? `；另有 ${bad} 题不对` : ''}`;
}

interface TwinsProps {
  found: QuestionImport;
  leftOut: readonly number[];
  onToggle: (number: number) => void;
}

/** Questions side by side with those that are very like them; each may be left out. */
export function ImportTwins({ found, leftOut, onToggle }: TwinsProps) {
  if (found.twins.length === 0) return null;
  return (
    <Section title={`很像的 ${found.counts.twins} 题`} note="左边是文件里的，右边是已有的">
      <Card>
        {found.twins.map((twin) => {
          const out = leftOut.includes(twin.number);
          return (
            <View key={twin.number} className="bk-twin">
              <View className="bk-twin__side">
                <Text className="t-cap c-ink-3">{twin.place}</Text>
                <Text className={out ? 'bk-twin__out' : ''}>{twin.stem}</Text>
              </View>
              <View className="bk-twin__side">
                <Text className="t-cap c-ink-3">
                  {`${twin.inBank ? '题库' : '同一个文件'} ${twin.other}，像 ${twin.likeness}%`}
                </Text>
                <Text>{twin.otherStem}</Text>
              </View>
              <Press
                className="bk-twin__pick"
                role="checkbox"
                checked={out}
                label={`不要文件里的这一题：${twin.stem}`}
                onPress={() => onToggle(twin.number)}
              >
                {out ? '已不要，点一下要回来' : '不要这一题'}
              </Press>
            </View>
          );
        })}
      </Card>
    </Section>
  );
}

/** What is wrong, each with its place. */
export function ImportProblems({ found }: { found: QuestionImport }) {
  const { problems, counts, state } = found;
  if (problems.length === 0) return null;
  const more = counts.bad > problems.length ? `，先列 ${problems.length} 处` : '';
  const title = state === 'refused' ? '文件不对' : `不对的 ${counts.bad} 题${more}`;
  return (
    <Section title={title}>
      <Card>
        {problems.map(({ place, message }, i) => (
          <Cell key={i} plain title={place} meta={message} />
        ))}
      </Card>
    </Section>
  );
}

/** The first questions as they were understood. */
export function ImportPreview({ found }: { found: QuestionImport }) {
  if (found.preview.length === 0) return null;
  const isAll = found.preview.length === found.counts.good;
  return (
    <Section title={isAll ? '读到的题' : `读到的前 ${found.preview.length} 题`}>
      <Card>
        {found.preview.map((row) => (
          <Cell
            key={row.number}
            plain
            title={row.stem}
            meta={[row.place, KIND_WORDS[row.kind], row.topicName]}
          />
        ))}
      </Card>
    </Section>
  );
}
