import {
  KIND_SHORT_NAMES,
  reviewColumns,
  type ReviewColumn,
  type ReviewRow,
} from '@qiangji/shared-types';
import { Table, type Column } from '@/ui/table';
import { COLUMN_NAMES, groupsOf, isAway } from '../review.view';
import { Figure } from './heat-rows';

interface WeekTableProps {
  rows: readonly ReviewRow[];
  selected: { personId: string; column: ReviewColumn } | undefined;
  onPerson: (row: ReviewRow) => void;
  onCell: (row: ReviewRow, column: ReviewColumn) => void;
}

/** Everybody's week on a desk screen; the drawer beside it shows the records of one figure. */
export function WeekTable({ rows, selected, onPerson, onCell }: WeekTableProps) {
  const columns: Column<ReviewRow>[] = [
    { key: 'name', title: '姓名', cell: (row) => (isAway(row) ? `${row.name}（请假）` : row.name) },
    ...reviewColumns.map((column): Column<ReviewRow> => ({
      key: column,
      title: column === 'spot_check' ? '督察合格项' : COLUMN_NAMES[column],
      align: 'center',
      cell: (row) => (
        <Figure
          row={row}
          column={column}
          selected={selected?.personId === row.personId && selected.column === column}
          onPress={() => onCell(row, column)}
        />
      ),
    })),
  ];
  return (
    <Table
      label="每人每项"
      columns={columns}
      groups={groupsOf(rows).map((group) => ({
        title: KIND_SHORT_NAMES[group.kind],
        note: `${group.rows.length} 人`,
        rows: group.rows,
      }))}
      rowKey={(row) => row.personId}
      onRow={onPerson}
      rowLabel={(row) => `${row.name}，打开本人页`}
      selected={selected?.personId}
    />
  );
}
