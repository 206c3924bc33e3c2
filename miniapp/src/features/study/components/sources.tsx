import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { LawReference, Piece } from '@qiangji/shared-types';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { LawChip } from '@/ui/law-chip';
import { Section } from '@/ui/section';
import { toast } from '@/ui/toast';
import { shortLaw } from '../study.view';

/** A mini-program opens no other site: the address is copied for a browser. */
function copy(url: string): void {
  void Taro.setClipboardData({ data: url }).then(() => toast('网址已复制，到浏览器里打开'));
}

/** What a piece rests on: law by article with its version and check, and links to official texts. */
export function Sources({ laws, links }: { laws: readonly LawReference[]; links: Piece['links'] }) {
  return (
    <>
      {laws.length > 0 && (
        <Section title="依据" note={`${laws.length} 条`}>
          <View className="st-laws">
            {laws.map((law) => (
              <LawChip
                key={`${law.name} ${law.article}`}
                law={{ ...law, name: shortLaw(law.name) }}
              />
            ))}
          </View>
        </Section>
      )}
      {links.length > 0 && (
        <Section title="原文" note="点一下复制网址">
          <Card>
            {links.map(({ title, url }) => (
              <Cell
                key={url}
                plain
                icon="copy"
                title={title}
                meta={url}
                onPress={() => copy(url)}
              />
            ))}
          </Card>
        </Section>
      )}
    </>
  );
}
