import type { DrawSummary } from '@qiangji/shared-types';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { openPage } from '@/ui/nav';
import { paths } from '../paths';
import { kindWords } from '../spot-check.view';

/** Draws that somebody still has to act on, each leading to itself. */
export function DrawRows({ draws }: { draws: readonly DrawSummary[] }) {
  return (
    <Card>
      {draws.map((draw) => (
        <Cell
          key={draw.id}
          title={draw.outcome.squadron.name}
          meta={[
            kindWords(draw.kind, draw.covert),
            draw.outcome.inspectors.map((one) => one.name).join('、'),
          ]}
          onPress={() => openPage(paths.draw(draw.id))}
        />
      ))}
    </Card>
  );
}
