import { spotCheckContract } from '@qiangji/shared-types';
import { FEW_ROWS, usePagedResource } from '@/platform/resource';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { More } from '@/ui/more';
import { openPage } from '@/ui/nav';
import { Section } from '@/ui/section';
import { Tag } from '@/ui/tag';
import { paths } from '../paths';
import { drawStateWords, kindWords, timeWords } from '../spot-check.view';

/** Every draw of the bureau, cancelled ones too: nobody draws until it suits. */
export function DrawList() {
  const draws = usePagedResource(spotCheckContract.listDraws, {}, { rows: FEW_ROWS });
  return (
    <Section title="抽签记录" note="作废的也在">
      <Card>
        {draws.items.length === 0 && <Cell title="还没有抽过签" icon="history" plain />}
        {draws.items.map((draw) => (
          <Cell
            key={draw.id}
            title={draw.outcome.squadron.name}
            meta={[
              timeWords(draw.madeAt),
              kindWords(draw.kind, draw.covert),
              draw.outcome.inspectors.map((one) => one.name).join('、'),
            ]}
            right={
              <Tag tone={draw.state === 'made' ? 'warn' : 'plain'}>
                {drawStateWords(draw.state)}
              </Tag>
            }
            onPress={() => openPage(paths.draw(draw.id))}
          />
        ))}
      </Card>
      <More list={draws} text="再看一些" />
    </Section>
  );
}
