import { useEffect, useState } from 'react';
import { Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { examContract, type AttendanceRow, type ExamProgress } from '@qiangji/shared-types';
import { useNow } from '@/platform/clock';
import { randomUnit } from '@/platform/ids';
import { PAGE_ROWS, useResource } from '@/platform/resource';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { PageShell } from '@/ui/page-shell';
import { Plate } from '@/ui/plate';
import { Press } from '@/ui/press';
import { useTyped } from '@/ui/field/use-typed';
import { Section } from '@/ui/section';
import { useKeys } from '@/ui/use-keys';
import { useWide } from '@/ui/use-wide';
import { AddPeopleDrawer } from '../../components/add-people-drawer';
import { Attendance, useAttendance, type StateFilter } from '../../components/attendance';
import { Columns } from '../../components/columns';
import { ConsoleActions } from '../../components/console-actions';
import { MakeUpDrawer } from '../../components/make-up-drawer';
import { RowDrawer } from '../../components/row-drawer';
import {
  drawWords,
  figuresOf,
  heldWords,
  leftOutWords,
  ofMinutes,
  outdatedWords,
  phaseWords,
  thinned,
  unmadeWords,
  withoutWords,
  writingWords,
  type Figure,
} from '../../desk.view';
import { EXAM_KIND_WORDS, momentWords, spanWords, timeWords } from '../../exam.view';
import { clockWords } from '../../held.core';
import '../../components/desk.scss';

/** Asked again so often (ms) while the exam is open. */
const LOOK_MS = 5_000;

/** An exam as it goes: who is missing, who writes, whether answers arrive. */
export default function ConsolePage() {
  const { id = '' } = useRouter().params;
  const [state, setState] = useState<StateFilter>('all');
  const [row, setRow] = useState<AttendanceRow>();
  const [drawer, setDrawer] = useState<'make-up' | 'add'>();
  const { data, error, refresh, ...resource } = useResource(
    examContract.findProgress,
    id ? { params: { examId: id } } : undefined,
    { keep: false },
  );
  const { typed, setTyped, q } = useTyped();
  const list = useAttendance(id, state, q);
  const { refresh: refreshList } = list;
  // Further pages would be dropped by a look at the first.
  const isFirstPage = list.items.length <= PAGE_ROWS;
  const reload = async () => {
    await Promise.all([refresh(), list.refresh()]);
  };
  const isLive = data?.exam.phase === 'open';
  useEffect(() => {
    if (!isLive) return undefined;
    const timer = setInterval(
      () => {
        void refresh();
        if (isFirstPage) void refreshList();
      },
      LOOK_MS * (0.8 + 0.4 * randomUnit()),
    );
    return () => clearInterval(timer);
  }, [isLive, refresh, isFirstPage, refreshList]);
  useKeys({ r: () => void reload() });
  const shown = row && (list.items.find(({ personId }) => personId === row.personId) ?? row);
  return (
    <PageShell
      title={data?.exam.title ?? '考试现场'}
      sub={data ? `${EXAM_KIND_WORDS[data.exam.kind]}，${phaseWords(data.exam)}` : undefined}
      width="full"
      status={resource.state}
      fail={{ title: '考试没取到', why: error?.message ?? '服务器没有回应，连上网再试' }}
      onRefresh={reload}
      drawer={
        data &&
        (drawer === 'make-up' ? (
          <MakeUpDrawer
            exam={data.exam}
            missed={missedOf(data)}
            onClose={() => setDrawer(undefined)}
            onChanged={() => void reload()}
          />
        ) : drawer === 'add' ? (
          <AddPeopleDrawer
            exam={data.exam}
            onClose={() => setDrawer(undefined)}
            onChanged={() => void reload()}
          />
        ) : (
          <RowDrawer
            exam={data.exam}
            row={shown}
            onClose={() => setRow(undefined)}
            onChanged={() => void reload()}
          />
        ))
      }
    >
      {data && (
        <>
          <Head data={data} />
          <ConsoleActions
            exam={data.exam}
            missed={missedOf(data)}
            unmade={data.unmade}
            onMakeUp={() => setDrawer('make-up')}
            onAdd={() => setDrawer('add')}
            onChanged={() => void reload()}
          />
          {data.exam.state !== 'draft' && (
            <Card>
              <View className="ed-figures">
                {figuresOf(data).map((figure) => (
                  <FigureView
                    key={figure.text}
                    figure={figure}
                    // The list that it leads to is there as long as the exam counts.
                    onState={data.exam.state === 'published' ? setState : undefined}
                  />
                ))}
              </View>
            </Card>
          )}
          {data.exam.state === 'published' && (
            <View className={`ed-live ${shown || drawer ? '' : 'ed-live--beside'}`}>
              <View className="ed-grid">
                <Curve data={data} />
                <Writing data={data} />
              </View>
              <Attendance
                {...{ exam: data.exam, list, state, typed, onTyped: setTyped }}
                onState={setState}
                selected={shown?.personId}
                onRow={setRow}
              />
            </View>
          )}
        </>
      )}
    </PageShell>
  );
}

const missedOf = ({ counts }: ExamProgress) => counts.deferred + counts.unreached;

function Head({ data }: { data: ExamProgress }) {
  const { exam } = data;
  const left = Date.parse(exam.times.closesAt) - useNow(1_000);
  const isOpen = exam.phase === 'open';
  return (
    <Plate
      state={isOpen ? '离收卷还有' : phaseWords(exam)}
      dot={isOpen ? 'ok' : 'none'}
      corner={isOpen ? '按服务器' : undefined}
      figure={isOpen ? clockWords(left) : spanWords(exam.times.opensAt, exam.times.closesAt)}
      big={isOpen}
      facts={[
        {
          icon: 'file-text',
          text: exam.paper
            ? `${exam.paper.title}，${exam.paper.questions} 题 ${exam.paper.points} 分`
            : '卷子没了',
          more: `每人 ${exam.times.durationMin} 分钟`,
        },
        ...(exam.state === 'draft'
          ? [{ icon: 'users' as const, text: '应考的人还没定', more: '发出的时候按安排抽定' }]
          : []),
        ...(exam.draw
          ? [
              {
                icon: 'users' as const,
                text: drawWords(exam.draw, exam.added),
                more: `${momentWords(exam.draw.drawnAt)} 抽定，依据在到考表里，谁都能重算`,
              },
            ]
          : []),
        ...(exam.outdated > 0
          ? [
              {
                icon: 'circle-alert' as const,
                text: heldWords(exam) || outdatedWords(exam),
                more:
                  exam.state === 'draft'
                    ? '换一张卷再发'
                    : exam.held
                      ? '中止这场，换一张卷另发'
                      : '考前中止换卷，或者考完在成绩里把这几题改为人人得分',
              },
            ]
          : []),
        ...(exam.leftOut > 0 ? [{ icon: 'circle-alert' as const, text: leftOutWords(exam) }] : []),
        ...(data.unmade > 0
          ? [
              {
                icon: 'circle-alert' as const,
                text: unmadeWords(data),
                more: '系统会接着试；过了一天还在，请告诉管系统的人，或者不等它们',
              },
            ]
          : []),
        ...(exam.settledWithout
          ? [
              {
                icon: 'circle-alert' as const,
                text: withoutWords(exam.settledWithout),
                more: exam.settledWithout.reason,
              },
            ]
          : []),
        ...(exam.cancelledReason
          ? [{ icon: 'circle-alert' as const, text: exam.cancelledReason }]
          : []),
      ]}
    />
  );
}

function FigureView({
  figure: { text, value, note, state },
  onState,
}: {
  figure: Figure;
  onState: ((state: StateFilter) => void) | undefined;
}) {
  const warn = state === 'unreached' && value > 0 ? 'ed-figures__value--warn' : '';
  const words = (
    <>
      <Text className="ed-figures__text">{text}</Text>
      <Text className={`ed-figures__value ${warn}`}>{value}</Text>
      <Text className="ed-figures__note">{note}</Text>
    </>
  );
  if (!onState) return <View className="ed-figures__one">{words}</View>;
  return (
    <Press
      className="ed-figures__one"
      label={`${text} ${value}，${note}，看名单`}
      onPress={() => onState(state ?? 'all')}
    >
      {words}
    </Press>
  );
}

function Curve({ data }: { data: ExamProgress }) {
  const points = thinned(ofMinutes(data.curve), useWide() ? 8 : 6);
  return (
    <Section title="开考与交卷人数" note="按服务器收到的时刻">
      <Card pad>
        {points.length === 0 ? (
          <View className="t-sub">还没有人开考</View>
        ) : (
          <Columns
            label="开考与交卷人数，累计"
            names={['开考', '交卷']}
            columns={points.map(({ at, started, submitted }) => ({
              name: timeWords(at),
              values: [started, submitted],
            }))}
          />
        )}
      </Card>
    </Section>
  );
}

function Writing({ data }: { data: ExamProgress }) {
  const { answered, saved, counts } = data;
  return (
    <Section title="答到哪里了" note={writingWords(data)}>
      <Card pad>
        {counts.inProgress === 0 ? (
          <View className="t-sub">现在没有人在答</View>
        ) : (
          <Columns
            label="在答的人，按已答题数"
            columns={answered.map(({ from, to, people }) => ({
              name: from === to ? String(from) : `${from}–${to}`,
              values: [people],
            }))}
          />
        )}
      </Card>
      <Card>
        <Cell plain icon="circle-check" title="1 分钟内存过" value={String(saved.withinMinute)} />
        <Cell plain icon="clock" title="1 到 3 分钟" value={String(saved.withinThree)} />
        <Cell plain icon="cloud-off" title="更久，多半断了网" value={String(saved.longer)} />
      </Card>
    </Section>
  );
}
