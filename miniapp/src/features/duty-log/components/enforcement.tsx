import { View } from '@tarojs/components';
import type { Colleague, DutyCatalogue, Officer } from '@qiangji/shared-types';
import { useMe } from '@/platform/session';
import { Card } from '@/ui/card';
import { Choice } from '@/ui/choice';
import { TextField } from '@/ui/field';
import { Section } from '@/ui/section';
import { recentOfficers, rememberOfficer } from '../duty-log.store';
import { withOthers } from '../entry.view';
import { splitWords } from '../open.view';
import { OtherOfficers } from './other-officers';
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
  const own = useMe()?.personId ?? '';
  const few = splitWords(value.recorderText).length < 2;
  const people = withOthers(officers, recentOfficers(own), value.officerIds);
  const choose = (officer: Officer) => {
    rememberOfficer(own, officer);
    onChange({ ...value, officerIds: [...value.officerIds, officer.personId] });
  };
  return (
    <Section title="执法要写明" note="两名执法员，两部记录仪">
      <Card pad>
        <View className="l-col g-12">
          <View className="t-sub">一起办的执法员</View>
          {people.length === 0 ? (
            <View className="t-cap c-warn">
              本队没有别的持证执法员，找别的单位的，或连上网再取一次名册
            </View>
          ) : (
            <PeopleChoice
              label="一起办的执法员"
              multiple
              people={people}
              value={value.officerIds}
              onChange={(officerIds) => onChange({ ...value, officerIds })}
            />
          )}
          <OtherOfficers chosen={value.officerIds} onChoose={choose} />
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
