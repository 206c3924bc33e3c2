import { Text, View } from '@tarojs/components';
import type { BankQuestionDetail } from '@qiangji/shared-types';
import { dayWords } from '../quiz.view';
import './bank.scss';

/** What became of a question, latest first, with what each version changed. */
export function History({ history }: Pick<BankQuestionDetail, 'history'>) {
  return (
    <View className="bk-history">
      <View className="t-b">经过</View>
      {[...history].reverse().map((event, i) => (
        <View key={i} className="bk-event">
          <View className="t-sub">{`${dayWords(event.at)} ${event.who}：${event.text}`}</View>
          {event.diff && (
            <View className="bk-diff">
              <View className="t-cap c-ink-3">{`第 ${event.diff.version} 版`}</View>
              {event.diff.parts.map(({ name, before, after }) => (
                <View key={name} className="bk-diff__part">
                  <Text className="t-cap">{name}</Text>
                  {before !== null && <Text className="bk-diff__before">{`原来：${before}`}</Text>}
                  <Text className="bk-diff__after">
                    {after === null ? '删去了' : `${before === null ? '添上' : '改成'}：${after}`}
                  </Text>
                </View>
              ))}
            </View>
          )}
        </View>
      ))}
    </View>
  );
}
