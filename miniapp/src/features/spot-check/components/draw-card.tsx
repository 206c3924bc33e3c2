import { useState } from 'react';
import { Text, View } from '@tarojs/components';
import type { Draw } from '@qiangji/shared-types';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { a11y } from '@/ui/press/a11y';
import { Section } from '@/ui/section';
import { verifyOnPhone } from '../hmac';
import { drawCommand } from '../spot-check.view';
import './parts.scss';

/** A draw picks the n-th of a list: its order is what somebody needs who does it again. */
const orderWords = (index: number) => `第 ${index + 1} 个`;

/** How anybody can do a draw again: seed, candidates, rule, and a button that does it here. */
export function DrawProof({ draw }: { draw: Draw }) {
  const [proof, setProof] = useState<boolean>();
  const { squadrons, inspectors } = draw.candidates;
  const drawn = draw.squadronBy === 'drawn';
  return (
    <>
      <Section title="自己验一遍">
        <Card pad>
          <View className="sc-form">
            <View className="t-sub c-ink-2">
              种子和名单都留着。名单按编号排好，用种子逐个取数，取到第几个就是第几个，谁来算都一样。
            </View>
            {proof !== undefined && (
              <View
                className={`t-sub t-b ${proof ? 'c-ok' : 'c-bad'}`}
                {...a11y({ live: 'polite' })}
              >
                {proof ? '算出来和记录一致' : '算出来和记录不一致，请报行动办'}
              </View>
            )}
            <Button kind="s" block icon="rotate-ccw" onPress={() => setProof(verifyOnPhone(draw))}>
              自己验一遍
            </Button>
          </View>
        </Card>
      </Section>
      <Section title={`参加抽签的中队 ${squadrons.length}`} note={drawn ? undefined : '指定，未抽'}>
        <Card>
          {squadrons.map((one, index) => (
            <Cell key={one.path} title={one.name} value={orderWords(index)} plain />
          ))}
        </Card>
      </Section>
      <Section title={`参加抽签的督察员 ${inspectors.length}`} note="本中队的人不算">
        <Card>
          {inspectors.map((one, index) => (
            <Cell key={one.personId} title={one.name} value={orderWords(index)} plain />
          ))}
        </Card>
      </Section>
      <Section title="种子">
        <Card pad>
          <View className="sc-form">
            <Text className="t-cap c-ink-2 sc-seed" userSelect>
              {draw.seed}
            </Text>
            <View className="t-sub c-ink-2">电脑上也能算第一步：</View>
            <Text className="t-cap c-ink-2 sc-seed" userSelect>
              {drawCommand(draw.seed)}
            </Text>
          </View>
        </Card>
      </Section>
    </>
  );
}
