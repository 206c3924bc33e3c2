import { useState } from 'react';
import { Text, View } from '@tarojs/components';
import type { ChecklistGroup } from '@qiangji/shared-types';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { CheckItem } from '@/ui/check-item';
import { Icon } from '@/ui/icon';
import { Press } from '@/ui/press';
import { Section } from '@/ui/section';
import {
  confirmed,
  confirmText,
  groupResult,
  judged,
  verdictOf,
  type CheckDraft,
} from '../check.view';
import { FaultBlock } from './fault-block';
import './group-card.scss';

interface GroupCardProps {
  group: ChecklistGroup;
  version: number;
  draft: CheckDraft;
  onChange: (draft: CheckDraft) => void;
}

/** A group of items: confirmed by one tap, or opened where something is wrong. */
export function GroupCard({ group, version, draft, onChange }: GroupCardProps) {
  const [open, setOpen] = useState(false);
  const done = draft.confirmed.includes(group.code);
  const confirm = () => {
    onChange(confirmed(draft, group));
    setOpen(false);
  };
  if (done && !open) return <DoneRow group={group} draft={draft} onOpen={() => setOpen(true)} />;
  return (
    <Section title={group.name} note={`${group.items.length} 条`}>
      <Card>
        {open ? (
          <Items group={group} version={version} draft={draft} onChange={onChange} />
        ) : (
          <View className="qj-group__list">
            {group.items.map((item) => (
              <View key={item.code} className="qj-group__line">
                <Text className="t-body">{item.name}</Text>
                <Text className="t-cap">{item.look}</Text>
              </View>
            ))}
          </View>
        )}
        <View className="qj-group__foot">
          {!open && (
            <Button
              kind="o"
              size={48}
              label={`${group.name}有问题，逐条查`}
              onPress={() => setOpen(true)}
            >
              有问题
            </Button>
          )}
          <Button
            kind="s"
            size={48}
            block
            icon="check"
            label={`${group.name}${confirmText(draft, group)}`}
            onPress={confirm}
          >
            {confirmText(draft, group)}
          </Button>
        </View>
      </Card>
    </Section>
  );
}

function DoneRow({
  group,
  draft,
  onOpen,
}: Pick<GroupCardProps, 'group' | 'draft'> & { onOpen: () => void }) {
  const result = groupResult(draft, group);
  const bad = result.includes('不合格');
  return (
    <Card>
      <Press
        className="qj-li qj-group__done"
        label={`${group.name}，${result}，展开`}
        expanded={false}
        onPress={onOpen}
      >
        <Icon
          name={bad ? 'circle-x' : 'circle-check'}
          size={22}
          className={bad ? 'c-bad' : 'c-ok'}
        />
        <Text className="l-grow t-body">{`${group.name} ${group.items.length} 条`}</Text>
        <Text className={`t-sub ${bad ? 'c-bad' : ''}`}>{result}</Text>
        <Icon name="chevron-down" size={18} />
      </Press>
    </Card>
  );
}

function Items({ group, version, draft, onChange }: GroupCardProps) {
  const set = <K extends 'notes' | 'photos'>(part: K, code: string, value: CheckDraft[K][string]) =>
    onChange({ ...draft, [part]: { ...draft[part], [code]: value } });
  return (
    <>
      {group.items.map((item) => (
        <CheckItem
          key={item.code}
          name={item.name}
          source={[item.code, item.source, `清单第 ${version} 版`]}
          value={verdictOf(draft, group, item.code)}
          onChange={(verdict) => onChange(judged(draft, group, item.code, verdict))}
        >
          <FaultBlock
            name={item.name}
            note={draft.notes[item.code] ?? ''}
            photos={draft.photos[item.code] ?? []}
            fixed={draft.fixed.includes(item.code)}
            onNote={(note) => set('notes', item.code, note)}
            onPhotos={(photos) => set('photos', item.code, photos)}
            onFixed={(fixed) =>
              onChange({
                ...draft,
                fixed: fixed
                  ? [...draft.fixed, item.code]
                  : draft.fixed.filter((code) => code !== item.code),
              })
            }
          />
        </CheckItem>
      ))}
    </>
  );
}
