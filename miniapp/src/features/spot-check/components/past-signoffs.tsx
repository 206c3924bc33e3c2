import type { SpotCheck } from '@qiangji/shared-types';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Section } from '@/ui/section';
import { signoffLines } from '../spot-check.view';

/** What was signed or refused before the scores changed and it was asked for again. */
export function PastSignoffs({ check: { pastSignoffs = [], persons } }: { check: SpotCheck }) {
  if (pastSignoffs.length === 0) return null;
  return (
    <Section title={`先前签的 ${pastSignoffs.length}`} note="后来打分改过或又签过，不算">
      <Card>
        {signoffLines({ signoffs: pastSignoffs, persons }).map(({ key, name, words, answer }) => (
          <Cell key={key} icon="pencil-line" title={`${name}${words}`} meta={answer ?? undefined} />
        ))}
      </Card>
    </Section>
  );
}
