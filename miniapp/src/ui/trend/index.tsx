import { Text, View } from '@tarojs/components';
import { a11y } from '../press/a11y';
import { linePath, trendScale, trendSentence, type TrendPoint, xAt, yAt } from './geometry';
import './index.scss';

export type { TrendPoint } from './geometry';

export interface TrendProps {
  /** What is shown: 督察合格项率. */
  title: string;
  /** Five or more; with fewer a number says it better. */
  points: readonly TrendPoint[];
  /** What the counts count: 项. */
  unit: string;
  /** Per cent; drawn dashed. */
  target?: number;
  /** Why a span has no data: 6月1日那周集训，没有数据，不算作零. */
  gapNote?: string;
}

/** The line as a mask: it takes its colour from the theme, and needs no canvas. */
function lineMask(path: string): string {
  const svg =
    `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100' preserveAspectRatio='none'>` +
    `<path d='${path}' fill='none' stroke='black' stroke-width='2.5' stroke-linejoin='round' ` +
    `stroke-linecap='round' vector-effect='non-scaling-stroke'/></svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(svg).replace(/'/g, '%27')}")`;
}

/** One line over time, with its target, its gaps and the count behind every figure. */
export function Trend({ title, points, unit, target, gapNote }: TrendProps) {
  const scale = trendScale(points, target);
  const mask = lineMask(linePath(points, scale));
  const last = points.reduce((found, { value }, at) => (value === undefined ? found : at), -1);
  const lastValue = points[last]?.value;
  return (
    <View className="qj-trend">
      <View
        className="qj-trend__picture"
        {...a11y({ role: 'img', label: trendSentence(title, points, unit, target) })}
      >
        <View className="qj-trend__plot">
          {scale.ticks.map((tick) => (
            <View key={tick} className="qj-trend__grid" style={{ top: `${yAt(tick, scale)}%` }}>
              <Text className="qj-trend__tick">{tick}</Text>
            </View>
          ))}
          <View className="qj-trend__inner">
            {points.map(({ value }, index) =>
              value === undefined ? (
                <View
                  key={index}
                  className="qj-trend__gap qj-hatch"
                  style={{
                    left: `${(index / points.length) * 100}%`,
                    width: `${100 / points.length}%`,
                  }}
                />
              ) : null,
            )}
            {target !== undefined && (
              <View className="qj-trend__target" style={{ top: `${yAt(target, scale)}%` }} />
            )}
            <View className="qj-trend__line" style={{ maskImage: mask, WebkitMaskImage: mask }} />
            {points.map(({ value }, index) =>
              value === undefined ? null : (
                <View
                  key={index}
                  className={`qj-trend__dot ${index === last ? 'qj-trend__dot--last' : ''}`}
                  style={{
                    left: `${xAt(index, points.length)}%`,
                    top: `${yAt(value, scale)}%`,
                  }}
                />
              ),
            )}
          </View>
          {target !== undefined && (
            <Text className="qj-trend__end" style={{ top: `${yAt(target, scale)}%` }}>
              目标
            </Text>
          )}
          {lastValue !== undefined && (
            <Text
              className="qj-trend__end qj-trend__end--last"
              style={{ top: `${yAt(lastValue, scale)}%` }}
            >
              {`${lastValue}%`}
            </Text>
          )}
        </View>
        <View className="qj-trend__axis">
          <Text className="qj-trend__unit">{unit}</Text>
          {points.map(({ label, short = label, value, count }) => (
            <View key={label} className="qj-trend__column">
              <Text className="qj-trend__label">{short}</Text>
              <Text className="qj-trend__count">{value === undefined ? '无' : count}</Text>
            </View>
          ))}
        </View>
      </View>
      <View className="qj-trend__list" {...a11y({ hidden: true })}>
        {points.map(({ label, value, count }) => (
          <View key={label} className="qj-trend__list-row">
            <Text className="qj-trend__label">{label}</Text>
            <Text>{value === undefined ? '无' : `${value}%（${count} ${unit}）`}</Text>
          </View>
        ))}
      </View>
      {gapNote && (
        <View className="qj-trend__note">
          <View className="qj-trend__key qj-hatch" />
          <Text>{gapNote}</Text>
        </View>
      )}
    </View>
  );
}
