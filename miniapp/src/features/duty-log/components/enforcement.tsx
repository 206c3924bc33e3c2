import { View } from '@tarojs/components';
import type { Colleague, DutyCatalogue } from '@qiangji/shared-types';
import { Card } from '@/ui/card';
import { Choice } from '@/ui/choice';
import { TextField } from '@/ui/field';
import { Section } from '@/ui/section';
import { splitWords } from '../open.view';
import { PeopleChoice } from './people-choice';

export interface EnforcementState {
  officerIds: string[];
  recorderText: string;
  skipReason: string | undefined;
}

interface EnforcementProps {
  catalogue: DutyCatalogue;
  officers: readonly Colleague[];
  value: EnforcementState;
  onChange: (value: EnforcementState) => void;
}

/** What an act of enforcement names besides: the other officer, and the recorders or why not. */
export function Enforcement({ catalogue, officers, value, onChange }: EnforcementProps) {
  const few = splitWords(value.recorderText).length < 2;
  return (
    <Section title="执法要写明" note="两名执法员，两部记录仪">
      <Card pad>
        <View className="l-col g-12">
          <View className="t-sub">一起办的执法员</View>
          {officers.length === 0 ? (
            <View className="t-cap c-warn">本队没有别的持证执法员，连上网再取一次名册</View>
          ) : (
            <PeopleChoice
              label="一起办的执法员"
              multiple
              people={officers}
              value={value.officerIds}
              onChange={(officerIds) => onChange({ ...value, officerIds })}
            />
          )}
          <TextField
            label="记录仪编号"
            placeholder="两部，用顿号隔开"
            value={value.recorderText}
            max={120}
            onChange={(recorderText) => onChange({ ...value, recorderText })}
          />
          {few && (
            <>
              <View className="t-sub">不够两部的原因</View>
              <Choice
                label="不够两部的原因"
                columns={2}
                options={catalogue.recorderSkipReasons.map(({ code, name }) => ({
                  value: code,
                  text: name,
                }))}
                value={value.skipReason}
                onChange={(skipReason) => onChange({ ...value, skipReason })}
              />
            </>
          )}
        </View>
      </Card>
    </Section>
  );
}

/** The fields of the request: a reason counts only where recorders are short. */
export function enforcementFields({ officerIds, recorderText, skipReason }: EnforcementState) {
  const recorders = splitWords(recorderText);
  return {
    officerIds,
    recorders,
    ...(recorders.length < 2 && skipReason ? { recorderSkipReason: skipReason } : {}),
  };
}
