import { useState } from 'react';
import { Text, View } from '@tarojs/components';
import {
  KIND_SHORT_NAMES,
  reviewColumns,
  type ReviewColumn,
  type ReviewRow,
} from '@qiangji/shared-types';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { HeatCell, HeatLegend } from '@/ui/heat-cell';
import { heading } from '@/ui/press/a11y';
import { Press } from '@/ui/press';
import { COLUMN_NAMES, groupsOf, isAway } from '../review.view';
import './heat-rows.scss';

interface HeatRowsProps {
  rows: readonly ReviewRow[];
  onPerson: (row: ReviewRow) => void;
  onCell: (row: ReviewRow, column: ReviewColumn) => void;
}

/** One figure of one person; tapping it opens the records that made it. */
export function Figure({
  row,
  column,
  selected,
  onPress,
}: {
  row: ReviewRow;
  column: ReviewColumn;
  selected?: boolean;
  onPress: () => void;
}) {
  const cell = row.cells[column];
  return (
    <HeatCell
      label={`${row.name} ${COLUMN_NAMES[column]}`}
      have={cell?.have ?? 0}
      of={cell?.of ?? 0}
      percent={column === 'mastery'}
      selected={selected}
      onPress={onPress}
    />
  );
}

/** People drawn at once: each costs a page some thirty nodes, of the 600 that a phone draws smoothly. */
const STEP = 7;

/** Everybody's week on a phone: a card for each job, a line for each person; more on demand. */
export function HeatRows({ rows, onPerson, onCell }: HeatRowsProps) {
  const [count, setCount] = useState(STEP);
  const left = rows.length - count;
  return (
    <>
      {groupsOf(rows.slice(0, count)).map(({ kind, rows: own }, index) => (
        <Card key={kind} pad>
          <View className="rv-head">
            <View
              className="t-head"
              {...heading(2)}
            >{`${KIND_SHORT_NAMES[kind]} ${rows.filter((row) => row.kind === kind).length}`}</View>
            {index === 0 && <HeatLegend />}
          </View>
          <View className="rv-row rv-row--head">
            <Text className="rv-name">按姓名</Text>
            {reviewColumns.map((column) => (
              <Text key={column} className="rv-cell rv-cell--head">
                {COLUMN_NAMES[column]}
              </Text>
            ))}
          </View>
          {own.map((row) => (
            <View key={row.personId} className="rv-row">
              <Press
                className="rv-name"
                label={`${row.name}，${isAway(row) ? '这周请假，' : ''}打开本人页`}
                onPress={() => onPerson(row)}
              >
                <Text>{row.name}</Text>
                {isAway(row) && <Text className="rv-away">请假</Text>}
              </Press>
              {reviewColumns.map((column) => (
                <View key={column} className="rv-cell">
                  <Text className="rv-cap">{COLUMN_NAMES[column]}</Text>
                  <Figure row={row} column={column} onPress={() => onCell(row, column)} />
                </View>
              ))}
            </View>
          ))}
        </Card>
      ))}
      {left > 0 && (
        <Button kind="o" block onPress={() => setCount(count + STEP)}>
          {`另外 ${left} 人`}
        </Button>
      )}
    </>
  );
}
