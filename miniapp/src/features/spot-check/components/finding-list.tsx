import { Text, View } from '@tarojs/components';
import type { Finding } from '@qiangji/shared-types';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Icon } from '@/ui/icon';
import { Pictures } from '@/ui/pictures';
import { findingMeta } from '../spot-check.view';
import { EvidencePhoto } from './evidence-row';
import './parts.scss';

export interface FindingListProps {
  findings: readonly Finding[];
  /** Names of the persons, where the reader answers for several. */
  named?: boolean;
  onOpen?: (finding: Finding) => void;
  /** Shows all evidence, each picture to be opened; `original` also for those who answer for it. */
  evidence?: 'shown' | 'original';
}

/** Findings in plain words: when, what about, where in the checklist, what to do. */
export function FindingList({ findings, named, onOpen, evidence }: FindingListProps) {
  return (
    <Card>
      {findings.map((finding) => {
        const [picture] = finding.evidence;
        const all = evidence && finding.evidence.length > 0;
        const cell = (
          <Cell
            key={finding.id}
            title={finding.itemName}
            meta={findingMeta(finding, named)}
            lead={
              picture && !all ? (
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
        if (!all) return cell;
        return (
          <View key={finding.id}>
            {cell}
            <View className="sc-found">
              <Pictures
                photos={finding.evidence.map((mediaId) => ({ mediaId }))}
                alt={`${finding.itemName}的证据`}
                original={evidence === 'original'}
              />
            </View>
          </View>
        );
      })}
    </Card>
  );
}
