import { Fragment, type ReactNode } from 'react';
import { Text, View } from '@tarojs/components';
import { Icon } from '../icon';
import { Press } from '../press';
import { a11y } from '../press/a11y';
import './index.scss';

export interface Column<Row> {
  key: string;
  title: string;
  align?: 'left' | 'center' | 'right';
  /** Part of the free width, 1 unless said. */
  grow?: number;
  cell: (row: Row) => ReactNode;
}

export interface TableGroup<Row> {
  /** Rows of one job; different jobs are never mixed. */
  title?: string;
  note?: string;
  more?: { text: string; onPress: () => void };
  rows: readonly Row[];
}

export interface TableProps<Row> {
  /** What it lists, spoken. */
  label: string;
  columns: readonly Column<Row>[];
  groups: readonly TableGroup<Row>[];
  rowKey: (row: Row) => string;
  /** Opens the record of a row: a button around the first cell, and the whole row by mouse. */
  onRow?: (row: Row) => void;
  rowLabel?: (row: Row) => string;
  /** Key of the row whose record is open in the drawer. */
  selected?: string;
}

/** Rows of a desk screen, 48 high; on a phone use `Cell`s. */
export function Table<Row>({
  label,
  columns,
  groups,
  rowKey,
  onRow,
  rowLabel,
  selected,
}: TableProps<Row>) {
  const style = (column: Column<Row>) => ({ flexGrow: column.grow ?? 1 });
  const cellClass = (column: Column<Row>) =>
    `qj-table__cell qj-table__cell--${column.align ?? 'left'}`;
  return (
    <View className="qj-table" {...a11y({ role: 'table', label })}>
      <View className="qj-table__row qj-table__row--head" {...a11y({ role: 'row' })}>
        {columns.map((column) => (
          <View
            key={column.key}
            className={cellClass(column)}
            style={style(column)}
            {...a11y({ role: 'columnheader' })}
          >
            {column.title}
          </View>
        ))}
      </View>
      {groups.map((group, index) => (
        <Fragment key={group.title ?? index}>
          {group.title && (
            <View className="qj-table__group" {...a11y({ role: 'row' })}>
              <View className="qj-table__group-cell" {...a11y({ role: 'cell' })}>
                <Text className="t-b">{group.title}</Text>
                {group.note && <Text className="qj-table__note">{group.note}</Text>}
                {group.more && (
                  <Press className="qj-table__more" onPress={group.more.onPress}>
                    <Text>{group.more.text}</Text>
                    <Icon name="chevron-right" size={16} />
                  </Press>
                )}
              </View>
            </View>
          )}
          {group.rows.map((row) => {
            const key = rowKey(row);
            return (
              <View
                key={key}
                className={`qj-table__row ${key === selected ? 'qj-table__row--selected' : ''} ${onRow ? 'qj-table__row--press' : ''}`}
                onClick={onRow ? () => onRow(row) : undefined}
                {...a11y({ role: 'row' })}
              >
                {columns.map((column, at) => (
                  <View
                    key={column.key}
                    className={cellClass(column)}
                    style={style(column)}
                    {...a11y({ role: 'cell' })}
                  >
                    {at === 0 && onRow ? (
                      <Press
                        className="qj-table__open"
                        label={rowLabel?.(row)}
                        onPress={() => onRow(row)}
                      >
                        {column.cell(row)}
                      </Press>
                    ) : (
                      column.cell(row)
                    )}
                  </View>
                ))}
              </View>
            );
          })}
        </Fragment>
      ))}
    </View>
  );
}
