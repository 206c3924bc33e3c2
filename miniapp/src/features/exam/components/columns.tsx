import { Text, View } from '@tarojs/components';
import { a11y } from '@/ui/press/a11y';
import './desk.scss';

interface ColumnsProps {
  /** What it shows, spoken with all its figures. */
  label: string;
  /** One or two values a column; the second is drawn in brass. */
  columns: readonly { name: string; values: readonly number[] }[];
  /** Words of the first and the second value, where there are two. */
  names?: readonly string[];
}

/** Counts as columns, each with its figure. */
export function Columns({ label, columns, names = [] }: ColumnsProps) {
  const most = Math.max(1, ...columns.flatMap(({ values }) => values));
  const spoken = columns.map(({ name, values }) => `${name}：${values.join('、')}`).join('；');
  return (
    <View {...a11y({ role: 'img', label: `${label}。${spoken}` })}>
      {names.length > 1 && (
        <View className="ed-legend">
          {names.map((name, i) => (
            <View key={name} className="ed-legend__item">
              <View className={`ed-legend__key ed-legend__key--${i}`} />
              <Text>{name}</Text>
            </View>
          ))}
        </View>
      )}
      <View className="ed-columns">
        {columns.map(({ name, values }, at) => (
          <View key={`${at} ${name}`} className="ed-columns__one">
            <View className="ed-columns__bars">
              {values.map((value, i) => (
                <View key={i} className="ed-columns__bar">
                  {names.length < 2 && <Text className="ed-columns__value">{value}</Text>}
                  <View
                    className={`ed-columns__fill ed-columns__fill--${i}`}
                    style={{ height: `${Math.round((value / most) * 100)}%` }}
                  />
                </View>
              ))}
            </View>
            <Text className="ed-columns__name">{name}</Text>
          </View>
        ))}
      </View>
    </View>
  );
}
