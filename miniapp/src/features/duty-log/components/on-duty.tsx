import { Text } from '@tarojs/components';
import { clockOf } from '@qiangji/shared-types';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Icon } from '@/ui/icon';
import { openPage, OUTBOX_PAGE } from '@/ui/nav';
import { Plate } from '@/ui/plate';
import { PlateFigures } from '@/ui/plate/figures';
import { Press } from '@/ui/press';
import { RoadStrip } from '@/ui/road-strip';
import { Section } from '@/ui/section';
import { Timeline, TimelineItem } from '@/ui/timeline';
import { useNextPerson } from '../duty-log.store';
import { PAGES } from '../routes';
import { roadSections, type ShiftView } from '../shift.view';
import { useFixAhead } from '../use-place';
import { EntryLine } from './entry-line';
import { LeftMatters } from './left-matters';
import './on-duty.scss';
import { Waiting } from './waiting';

/** The shift at hand: how it stands, where one is, what was written down, the latest first. */
export function OnDuty({ shift }: { shift: ShiftView }) {
  useFixAhead(true);
  // Asked ahead: the hand-over may be filled in where there is no network.
  useNextPerson(shift.id);
  const unsent = shift.entries.filter((entry) => entry.sent !== 'sent').length;
  const incidents = shift.entries.filter((entry) => entry.incident).length;
  return (
    <>
      <Plate
        state="在岗"
        dot="ok"
        corner={
          <Press className="qj-duty__hand" label="交班" onPress={() => openPage(PAGES.handover)}>
            <Text className="qj-duty__since">{`自 ${clockOf(shift.openedAt)} 起`}</Text>
            <Text>交班</Text>
            <Icon name="chevron-right" size={18} />
          </Press>
        }
      >
        <PlateFigures
          items={[
            { figure: String(shift.members.length), text: '人同班' },
            { figure: String(shift.entries.length), text: '条记录' },
            { figure: String(incidents), text: '件突发' },
            { figure: String(shift.recorders.length), text: '部记录仪' },
          ]}
        />
      </Plate>
      <RoadStrip sections={roadSections(shift)} />
      <Card>
        <Cell
          plain
          icon="pencil-line"
          title="改这班"
          meta={shift.members.map((member) => member.name).join('、')}
          onPress={() => openPage(PAGES.shift(shift.id))}
        />
      </Card>
      <Waiting />
      <LeftMatters />
      <Section
        title={`这一班 ${shift.entries.length} 条`}
        note={unsent > 0 ? `${unsent} 条待发送` : undefined}
        onMore={unsent > 0 ? () => openPage(OUTBOX_PAGE) : undefined}
      >
        <Timeline>
          {shift.entries.map((row) => (
            <EntryLine
              key={row.id}
              row={row}
              onPress={row.sent === 'sent' ? () => openPage(PAGES.note(row.id)) : undefined}
            />
          ))}
          <TimelineItem
            time={clockOf(shift.openedAt)}
            icon="shield-check"
            tone="ok"
            title="上岗"
            meta={[shift.members.map((member) => member.name).join('、'), shift.vehicle]}
            sent={shift.sent}
          />
        </Timeline>
      </Section>
    </>
  );
}
