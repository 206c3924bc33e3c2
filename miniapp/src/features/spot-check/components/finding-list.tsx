import { Text } from '@tarojs/components';
import type { Finding } from '@qiangji/shared-types';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Icon } from '@/ui/icon';
import { todoWords } from '../spot-check.view';
import { EvidencePhoto } from './evidence-row';

export interface FindingListProps {
  findings: readonly Finding[];
  /** Names of the persons, where the reader answers for several. */
  named?: boolean;
  onOpen?: (finding: Finding) => void;
}

/** Findings in plain words: what, where in the checklist, what to do. */
export function FindingList({ findings, named, onOpen }: FindingListProps) {
  return (
    <Card>
      {findings.map((finding) => {
        const [picture] = finding.evidence;
        const who = finding.subject === 'team' ? '队伍项' : finding.persons[0]?.name;
        return (
          <Cell
            key={finding.id}
            title={finding.itemName}
            meta={[
              finding.itemCode,
              named ? who : undefined,
              finding.note ?? undefined,
              todoWords(finding),
            ]}
            lead={
              picture ? (
                <EvidencePhoto mediaId={picture} />
              ) : (
                <Icon
                  name={finding.subject === 'team' ? 'users' : 'circle-alert'}
                  size={22}
                  className="c-ink-2"
                />
              )
            }
            right={
              <Text className="t-head c-bad">
                {finding.severity === 'veto' ? '否决' : `−${finding.deduction}`}
              </Text>
            }
            onPress={onOpen ? () => onOpen(finding) : undefined}
          />
        );
      })}
    </Card>
  );
}
