import { useState } from 'react';
import { Text, View } from '@tarojs/components';
import { Icon } from '../icon';
import { Press } from '../press';
import { a11y } from '../press/a11y';
import './index.scss';

export interface SheetMark {
  answered: boolean;
  /** 想再看. */
  flagged?: boolean;
}

export interface AnswerSheetProps {
  marks: readonly SheetMark[];
  /** Index of the question on screen. */
  current: number;
  onGo: (index: number) => void;
}

/** Rows of eight that show before 展开. */
const FIRST = 16;

/** Which questions are answered, which one wants another look; a tap goes there. */
export function AnswerSheet({ marks, current, onGo }: AnswerSheetProps) {
  const [open, setOpen] = useState(false);
  const answered = marks.filter((mark) => mark.answered).length;
  const start = Math.floor(current / FIRST) * FIRST;
  const from = open ? 0 : start;
  const shown = open ? marks : marks.slice(start, start + FIRST);
  const more = marks.length > FIRST;
  return (
    <View className={`qj-sheet ${open ? '' : 'qj-sheet--closed'}`}>
      <View className="qj-sheet__head">
        <Text className="qj-sheet__count">{`已答 ${answered} / ${marks.length}`}</Text>
        <View className="qj-sheet__legend" {...a11y({ hidden: true })}>
          <View className="qj-sheet__key qj-sheet__key--answered" />
          <Text>已答</Text>
          <View className="qj-sheet__key" />
          <Text>未答</Text>
          <View className="qj-sheet__key qj-sheet__key--flagged" />
          <Text>想再看</Text>
        </View>
      </View>
      <View className="qj-sheet__grid" {...a11y({ role: 'group', label: '答题卡' })}>
        {shown.map((mark, offset) => {
          const index = from + offset;
          const now = index === current;
          const words = [
            `第 ${index + 1} 题`,
            mark.answered ? '已答' : '未答',
            mark.flagged && '想再看',
            now && '正在这一题',
          ];
          return (
            <Press
              key={index}
              className="qj-sheet__cell"
              label={words.filter(Boolean).join('，')}
              onPress={() => onGo(index)}
            >
              <View
                className={`qj-sheet__box ${mark.answered ? 'qj-sheet__box--answered' : ''} ${now ? 'qj-sheet__box--now' : ''}`}
              >
                <Text>{index + 1}</Text>
                {mark.flagged && <View className="qj-sheet__flag" />}
              </View>
            </Press>
          );
        })}
      </View>
      <Press
        className={`qj-sheet__more ${more ? '' : 'qj-sheet__more--fits'}`}
        expanded={open}
        onPress={() => setOpen(!open)}
      >
        <Text>{open ? '收起' : `展开全部 ${marks.length} 题`}</Text>
        <Icon name={open ? 'chevron-down' : 'chevron-up'} size={18} />
      </Press>
    </View>
  );
}
