import { useState } from 'react';
import type { LeftMatter } from '@qiangji/shared-types';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { keptHere } from '@/ui/kept';
import { Section } from '@/ui/section';
import { toastSent } from '@/ui/toast';
import { settleLeft, useLeftMatters } from '../matter.store';
import { leftMeta } from '../matter.view';
import { SettleDialog } from './settle-dialog';

/** As many as do not push the shift itself off the screen. */
const SHOWN = 5;

const keyOf = ({ entryId, shiftId, text }: LeftMatter) => entryId ?? `${shiftId}${text}`;

/** What shifts before left undone, for whoever goes on with it: the squadron's, mine first. */
export function LeftMatters() {
  const matters = useLeftMatters();
  const [all, setAll] = useState(false);
  const [asked, setAsked] = useState<LeftMatter>();
  if (matters.length === 0) return null;
  const shown = all ? matters : matters.slice(0, SHOWN);
  const settle = async (matter: LeftMatter, note: string | undefined) => {
    setAsked(undefined);
    if (await keptHere(() => settleLeft(matter, note), '再记', '没记下')) toastSent('记下了');
  };
  const isMore = matters.length > SHOWN;
  return (
    <Section
      title={`接着办的 ${matters.length}`}
      note={isMore ? (all ? '收起' : '全部') : '全队的，谁办完谁点'}
      onMore={isMore ? () => setAll(!all) : undefined}
    >
      <Card>
        {shown.map((matter) => (
          <Cell
            key={keyOf(matter)}
            icon="flag"
            tone={matter.toMe ? 'warn' : undefined}
            title={matter.text}
            meta={leftMeta(matter)}
            onPress={() => setAsked(matter)}
          />
        ))}
      </Card>
      {asked && (
        <SettleDialog
          key={keyOf(asked)}
          title={asked.text}
          asksHow={asked.entryId !== null}
          onYes={(note) => void settle(asked, note)}
          onNo={() => setAsked(undefined)}
        />
      )}
    </Section>
  );
}
