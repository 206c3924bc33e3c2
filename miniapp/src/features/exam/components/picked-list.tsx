import { useEffect, useRef, useState } from 'react';
import { Text, View } from '@tarojs/components';
import type { PaperPick } from '@qiangji/shared-types';
import { KIND_WORDS } from '@/ui/answer';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { TextField } from '@/ui/field';
import { Icon, type IconName } from '@/ui/icon';
import { KeyWords } from '@/ui/key-words';
import { Meta } from '@/ui/meta';
import { Press } from '@/ui/press';
import { a11y } from '@/ui/press/a11y';
import { useKeys } from '@/ui/use-keys';
import { wholeNumber } from '../desk.view';
import { movedPick, NO_POINTS, withoutPick, withPoints, type PickShown } from '../paper.form';
import './desk.scss';

interface PickedListProps {
  picks: readonly PaperPick[];
  /** What is known of a question by its code. */
  shownOf: (code: string) => PickShown | undefined;
  /** By place. */
  problems: ReadonlyMap<number, string>;
  onChange: (picks: PaperPick[]) => void;
}

/** Names a row's controls, so that the one in use keeps the focus where its row goes. */
const controlId = (at: number, act: string) => `pick-${at}-${act}`;

/** The place of the row that has the focus, and the control in it. */
function inFocus(): { at: number; act: string } | undefined {
  const found = /^pick-(\d+)-(\w+)$/.exec(document.activeElement?.closest('[id^=pick-]')?.id ?? '');
  return found ? { at: Number(found[1]), act: found[2] ?? '' } : undefined;
}

/** The questions of a fixed paper in their order: points, place, and out again. */
export function PickedList({ picks, shownOf, problems, onChange }: PickedListProps) {
  const next = useRef<string>();
  useEffect(() => {
    // Only a browser has a focus to keep.
    if (process.env.TARO_ENV !== 'h5' || next.current === undefined) return;
    const control = document.getElementById(next.current);
    (control?.querySelector('input') ?? control)?.focus();
    next.current = undefined;
  });
  const move = (at: number, by: 1 | -1, act: string) => {
    const to = at + by;
    if (to < 0 || to >= picks.length) return;
    next.current = controlId(to, act);
    onChange(movedPick(picks, at, by));
  };
  const remove = (at: number) => {
    const left = withoutPick(picks, at);
    next.current = controlId(Math.min(at, left.length - 1), 'out');
    onChange(left);
  };
  const byKey = (by: 1 | -1) => () => {
    const row = inFocus();
    if (row) move(row.at, by, row.act);
  };
  useKeys({ 'Ctrl+ArrowUp': byKey(-1), 'Ctrl+ArrowDown': byKey(1) });
  return (
    <>
      <KeyWords words={['在一题里按 Ctrl 加上下箭头挪位置']} />
      <Card>
        <View {...a11y({ role: 'list', label: '挑好的题' })}>
          {picks.map((pick, at) => (
            <Row
              key={`${pick.code} ${picks.findIndex((one) => one.code === pick.code) === at ? '' : at}`}
              {...{ pick, at }}
              last={at + 1 === picks.length}
              shown={shownOf(pick.code)}
              problem={problems.get(at)}
              onPoints={(points) => onChange(withPoints(picks, at, points))}
              onMove={(by) => move(at, by, by === 1 ? 'down' : 'up')}
              onRemove={() => remove(at)}
            />
          ))}
        </View>
      </Card>
      {picks.length > 1 && (
        <SameForAll onAll={(points) => onChange(picks.map((one) => ({ ...one, points })))} />
      )}
    </>
  );
}

interface RowProps {
  pick: PaperPick;
  /** From 0. */
  at: number;
  last: boolean;
  shown: PickShown | undefined;
  problem: string | undefined;
  onPoints: (points: number) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}

function Row({ pick, at, last, shown, problem, onPoints, onMove, onRemove }: RowProps) {
  const name = `第 ${at + 1} 题`;
  return (
    <View className="ed-pick" {...a11y({ role: 'listitem' })}>
      <View className="ed-pick__main">
        <View className="ed-pick__stem">{`${at + 1}. ${shown?.stem ?? '这题不在题库里了'}`}</View>
        {shown && (
          <Meta items={[shown.topicName, KIND_WORDS[shown.kind], `难度 ${shown.difficulty}`]} />
        )}
        {problem && (
          <View className="ed-pick__wrong">
            <Icon name="triangle-alert" size={16} />
            <Text>{problem}</Text>
          </View>
        )}
      </View>
      <View className="ed-pick__acts">
        <View id={controlId(at, 'points')} className="ed-pick__points">
          <PointsField label={`${name}几分`} points={pick.points} onChange={onPoints} />
        </View>
        <Act
          icon="chevron-up"
          id={controlId(at, 'up')}
          label={`${name}往前`}
          off={at === 0}
          onPress={() => onMove(-1)}
        />
        <Act
          icon="chevron-down"
          id={controlId(at, 'down')}
          label={`${name}往后`}
          off={last}
          onPress={() => onMove(1)}
        />
        <Act icon="trash-2" id={controlId(at, 'out')} label={`去掉${name}`} onPress={onRemove} />
      </View>
    </View>
  );
}

interface ActProps {
  icon: IconName;
  id: string;
  label: string;
  off?: boolean;
  onPress: () => void;
}

function Act({ icon, id, label, off, onPress }: ActProps) {
  return (
    <Press id={id} className="ed-pick__act" label={label} disabled={off} onPress={onPress}>
      <Icon name={icon} size={20} />
    </Press>
  );
}

interface PointsFieldProps {
  label: string;
  points: number;
  onChange: (points: number) => void;
}

/** Points as they are typed: emptied on the way to other ones, the pick has none. */
function PointsField({ label, points, onChange }: PointsFieldProps) {
  const [text, setText] = useState(String(points));
  const typed = wholeNumber(text, 1, 100) ?? NO_POINTS;
  return (
    <TextField
      label={label}
      hideLabel
      keyboard="number"
      max={3}
      value={typed === points ? text : String(points)}
      error={points === NO_POINTS ? '1 到 100' : undefined}
      onChange={(given) => {
        setText(given);
        onChange(wholeNumber(given, 1, 100) ?? NO_POINTS);
      }}
    />
  );
}

function SameForAll({ onAll }: { onAll: (points: number) => void }) {
  const [text, setText] = useState('');
  const points = wholeNumber(text, 1, 100);
  return (
    <View className="ed-pick__all">
      <TextField label="每题都几分" keyboard="number" max={3} value={text} onChange={setText} />
      <Button
        kind="o"
        lacks={points === null ? '写 1 到 100' : undefined}
        onPress={() => points !== null && onAll(points)}
      >
        每题都改成这个分
      </Button>
    </View>
  );
}
