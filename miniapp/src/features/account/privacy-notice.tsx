import { View } from '@tarojs/components';
import { PRIVACY_VERSION } from '@qiangji/shared-types';
import { Card } from '@/ui/card';
import { Section } from '@/ui/section';
import { PRIVACY_ITEMS, PRIVACY_RIGHTS } from './privacy.text';
import './account.scss';

/** The notice itself, the same wherever it is shown. */
export function PrivacyNotice() {
  return (
    <>
      <Section title="收集什么、为什么、存多久" note={`${PRIVACY_VERSION} 版`}>
        <Card>
          {PRIVACY_ITEMS.map(({ what, why, keep }) => (
            <View key={what} className="qj-li account-privacy">
              <View className="t-body t-b">{what}</View>
              <View className="t-sub c-ink-2">{why}</View>
              <View className="t-cap c-ink-3">存多久：{keep}</View>
            </View>
          ))}
        </Card>
      </Section>
      <Section title="你可以做什么">
        <Card>
          {PRIVACY_RIGHTS.map((text) => (
            <View key={text} className="qj-li t-sub">
              {text}
            </View>
          ))}
        </Card>
      </Section>
    </>
  );
}
