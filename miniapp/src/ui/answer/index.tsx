import type { ReactNode } from 'react';
import { View } from '@tarojs/components';
import type { QuestionAnswer, QuestionBody, QuestionKey } from '@qiangji/shared-types';
import { Card } from '../card';
import type { LawShown } from '../law-chip';
import { Pictures, type ShowLarge } from '../pictures';
import { heading } from '../press/a11y';
import '../question/index.scss';
import { Why } from '../question/why';
import { Tag } from '../tag';
import { BlankStem, PartForm } from './form';
import { KIND_WORDS, partIn, withPart } from './view';
import './index.scss';

export { KIND_WORDS, keyWords, lacksInAnswer } from './view';

/** What may be seen once an answer was given. */
export interface Shown {
  key: QuestionKey;
  explanation: string;
  law?: LawShown | undefined;
}

export interface AskProps {
  body: QuestionBody;
  /** Words beside the kind: topic, how often it was met. */
  tags?: readonly string[];
  answer: QuestionAnswer | null;
  onChange: (answer: QuestionAnswer) => void;
  /** Answered, or only to be looked at. */
  locked?: boolean;
  shown?: Shown | undefined;
  /** Under the explanation: what follows from the answer. */
  after?: ReactNode;
  /** How a picture of it is shown large, where not on the page. */
  large?: ShowLarge;
}

/** One question of any kind with its fields and, once answered, what was right and why. */
export function Ask(props: AskProps) {
  const { body, tags = [], answer, onChange, locked, shown, after, large } = props;
  const isLocked = locked === true || shown !== undefined;
  return (
    <View className="qj-question">
      <View className="qj-question__tags">
        <Tag tone="brand">{KIND_WORDS[body.kind]}</Tag>
        {tags.map((tag) => (
          <Tag key={tag} tone="line">
            {tag}
          </Tag>
        ))}
      </View>
      <Stem body={body} level={2} large={large} />
      {body.kind === 'case' ? (
        <Parts {...{ body, answer, onChange, shown, large }} locked={isLocked} />
      ) : (
        <PartForm
          body={body}
          answer={answer && answer.kind !== 'case' ? answer : null}
          onChange={onChange}
          locked={isLocked}
          rightKey={shown && shown.key.kind !== 'case' ? shown.key : undefined}
        />
      )}
      {shown && (shown.explanation !== '' || after) && (
        <Why explanation={shown.explanation} law={shown.law} after={after} />
      )}
    </View>
  );
}

interface StemProps extends Pick<AskProps, 'large'> {
  body: QuestionBody;
  level: 2 | 3;
}

/** The words and pictures of a question; a blank is a numbered rule. */
function Stem({ body, level, large }: StemProps) {
  return (
    <>
      <View className={level === 2 ? 'qj-question__stem' : 'qj-answer__stem'} {...heading(level)}>
        {body.kind === 'fill_in' ? <BlankStem stem={body.stem} /> : body.stem}
      </View>
      <Pictures photos={body.media.map((mediaId) => ({ mediaId }))} alt="题目配图" large={large} />
    </>
  );
}

interface PartsProps extends Pick<AskProps, 'large'> {
  body: Extract<QuestionBody, { kind: 'case' }>;
  answer: QuestionAnswer | null;
  onChange: (answer: QuestionAnswer) => void;
  locked: boolean;
  shown?: Shown | undefined;
}

/** The parts of a case, one below the other. */
function Parts({ body, answer, onChange, locked, shown, large }: PartsProps) {
  const keys = shown?.key.kind === 'case' ? shown.key.parts : [];
  return (
    <>
      {body.parts.map((part, i) => (
        <Card key={part.id} pad>
          <View className="qj-answer__part">
            <View className="t-cap c-ink-3">
              {`第 ${i + 1} 小题，${KIND_WORDS[part.body.kind]}，${part.points} 分`}
            </View>
            <Stem body={part.body} level={3} large={large} />
            <PartForm
              body={part.body}
              label={`第 ${i + 1} 小题，`}
              answer={partIn(answer, part.id)}
              onChange={(given) => onChange(withPart(answer, part.id, given))}
              locked={locked}
              rightKey={keys.find((one) => one.id === part.id)?.key}
            />
          </View>
        </Card>
      ))}
    </>
  );
}
