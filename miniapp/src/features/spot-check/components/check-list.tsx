import { Text } from '@tarojs/components';
import type { CheckSummary } from '@qiangji/shared-types';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { openPage } from '@/ui/nav';
import { Tag } from '@/ui/tag';
import { sealedMeta } from '../home.view';
import { paths } from '../paths';
import { missingWords, personsWords } from '../spot-check.view';

interface CheckListProps {
  checks: readonly CheckSummary[];
  /** One's own say whether they were seen. */
  own?: boolean;
  /** Path of the squadron that the page names already. */
  unitPath?: string;
}

/** Sealed checks. */
export function CheckList({ checks, own, unitPath }: CheckListProps) {
  const titleOf = ({ checklist, squadron, persons }: CheckSummary) => {
    if (own) return checklist.name;
    const people = personsWords(persons);
    return squadron.path === unitPath ? people : `${squadron.name} ${people}`;
  };
  return (
    <Card>
      {checks.map((check) => (
        <Cell
          key={check.id}
          title={titleOf(check)}
          meta={sealedMeta(check)}
          right={<Standing check={check} own={own} />}
          onPress={() => openPage(paths.result(check.id))}
        />
      ))}
    </Card>
  );
}

function Standing({ check, own }: { check: CheckSummary; own?: boolean }) {
  if (own && !check.acknowledgedAt) return <Tag tone="warn">没看</Tag>;
  if (missingWords(check.missingPictures)) return <Tag tone="warn">照片没到</Tag>;
  if (check.disputed) return <Tag tone="warn">有异议</Tag>;
  if (check.score?.vetoed) return <Text className="t-sub t-b c-bad">不合格</Text>;
  const points = check.score?.score;
  return typeof points === 'number' ? <Text className="t-head">{`${points} 分`}</Text> : null;
}
