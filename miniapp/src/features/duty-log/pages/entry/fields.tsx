import { useState } from 'react';
import { View } from '@tarojs/components';
import { clockOf, type Colleague, type DutyCatalogue, type Profile } from '@qiangji/shared-types';
import { useNow } from '@/platform/clock';
import { Card } from '@/ui/card';
import { Cell } from '@/ui/cell';
import { Chips } from '@/ui/chips';
import { Choice } from '@/ui/choice';
import { DateField } from '@/ui/date-field';
import { FactStrip } from '@/ui/fact-strip';
import { TextField } from '@/ui/field';
import { PhotoRow } from '@/ui/photo-row';
import { Section } from '@/ui/section';
import { Seg } from '@/ui/seg';
import { Switch } from '@/ui/switch';
import { Enforcement } from '../../components/enforcement';
import { LadderChoice } from '../../components/ladder';
import { categoryCounts } from '../../duty-log.store';
import type { EntryForm } from '../../entry.form';
import { byHabit, firstOf, officersToName } from '../../entry.view';
import { splitWords } from '../../open.view';
import type { ShiftView } from '../../shift.view';
import type { FoundPlace } from '../../use-place';

interface EntryFieldsProps {
  me: Profile;
  shift: ShiftView;
  catalogue: DutyCatalogue;
  colleagues: readonly Colleague[];
  form: EntryForm;
  change: (part: Partial<EntryForm>) => void;
  onPhoto: () => void;
  onPhotoGone: (mediaId: string) => void;
  place: FoundPlace;
  /** When it was written (ms), where that was not now. */
  at: number | undefined;
  draft: boolean;
  /** An entry that is put right; `act`: by the one who handled it, else only what was seen. */
  amending?: { act: boolean };
}

const MORE = '更多';
const OPEN_MATTER = '还没办完，交班时带上';

/** Evidence first, then what the phone knows by itself, then two choices; text last. */
export function EntryFields(props: EntryFieldsProps) {
  const { shift, catalogue, form, change, onPhoto, onPhotoGone, place, at, amending } = props;
  const act = amending?.act ?? true;
  return (
    <>
      <PhotoRow
        photos={form.photos.map(({ mediaId, url, capturedAt }) => ({
          id: mediaId,
          src: url,
          caption: capturedAt && clockOf(Date.parse(capturedAt)),
        }))}
        onAdd={onPhoto}
        onRemove={onPhotoGone}
        addText={amending ? '补拍' : form.photos.length > 0 ? '再拍' : '拍照'}
      />
      <Facts form={form} place={place} at={at} amending={amending} />
      {act && form.time !== undefined && (
        <DateField
          mode="time"
          label="什么时候的事"
          value={form.time}
          onChange={(time) => change({ time })}
        />
      )}
      {shift.sections.length > 1 && (
        <Chips
          label="路段"
          chips={shift.sections.map((name) => ({ value: name, text: name }))}
          value={form.section ?? ''}
          onChange={(section) => change({ section })}
        />
      )}
      {act && <ActFields {...props} />}
      <Seg
        label="当事人"
        options={catalogue.partyTypes.map(({ code, name }) => ({ value: code, text: name }))}
        value={form.partyType}
        onChange={(partyType) => change({ partyType })}
      />
      <TextField
        label="补一句"
        hideLabel
        placeholder="补一句，可不填"
        value={form.text}
        max={500}
        onChange={(text) => change({ text })}
      />
      <Card>
        {!amending && (
          <Cell
            plain
            title={OPEN_MATTER}
            right={
              <Switch
                label={OPEN_MATTER}
                on={form.openMatter}
                onChange={(openMatter) => change({ openMatter })}
              />
            }
          />
        )}
        <Cell
          plain
          title="12345 交办的"
          right={
            <Switch
              label="12345 交办的"
              on={form.from12345}
              onChange={(from12345) => change({ from12345 })}
            />
          }
        />
      </Card>
    </>
  );
}

/** What makes it the act that it is: its kind, how it was handled, and with whom. */
function ActFields(props: EntryFieldsProps) {
  const { me, shift, catalogue, colleagues, form, change, draft } = props;
  const category = catalogue.categories.find((one) => one.code === form.category);
  const handling = catalogue.handlings.find((one) => one.code === form.handling);
  const officers = officersToName(
    colleagues,
    shift.members.map((member) => member.personId),
    me.personId,
  );
  return (
    <>
      <Section title="类别" note="按你常记的排">
        <Categories
          catalogue={catalogue}
          counts={categoryCounts(me.personId)}
          value={form.category}
          onChange={(code) => change(withCategory(form, catalogue, code))}
        />
        {category?.note && <View className="t-cap">{category.note}</View>}
      </Section>
      <Section title="怎么处置的" note="先服务，再管理，后执法">
        <LadderChoice
          catalogue={catalogue}
          category={category}
          value={form.handling}
          kind={me.kind}
          onChange={(code) => change({ handling: code })}
        />
      </Section>
      {handling?.enforcement && !draft && (
        <Enforcement catalogue={catalogue} officers={officers} value={form} onChange={change} />
      )}
    </>
  );
}

/** Another category may forbid the handling that was chosen: then the first allowed one. */
function withCategory(form: EntryForm, catalogue: DutyCatalogue, code: string) {
  const only = catalogue.categories.find((one) => one.code === code)?.onlyHandlings;
  const keeps = !only || only.includes(form.handling);
  return { category: code, handling: keeps ? form.handling : (only[0] ?? form.handling) };
}

type FactsProps = Pick<EntryFieldsProps, 'form' | 'place' | 'at' | 'amending'>;

function Facts({ form, place, at, amending }: FactsProps) {
  const now = useNow(20_000);
  const count = splitWords(form.recorderText).length;
  const none = amending ? '没写记录仪' : '没领记录仪';
  const recorders = count > 0 ? `记录仪 ${count} 台` : none;
  return (
    <FactStrip
      facts={[
        { icon: 'map-pin', text: form.section ?? '没写路段', note: place.note },
        // A time that is asked for below is none that the phone filled in.
        form.time === undefined
          ? { icon: 'clock', text: clockOf(at ?? now), note: recorders }
          : { icon: 'video', text: recorders },
      ]}
    />
  );
}

interface CategoriesProps {
  catalogue: DutyCatalogue;
  counts: Record<string, number>;
  value: string | undefined;
  onChange: (code: string) => void;
}

function Categories({ catalogue, counts, value, onChange }: CategoriesProps) {
  const [all, setAll] = useState(false);
  const ordered = byHabit(catalogue.categories, counts);
  const shown = all ? ordered : firstOf(ordered, value);
  const options = shown.map(({ code, name }) => ({ value: code, text: name }));
  return (
    <Choice
      label="类别"
      options={all ? options : [...options, { value: MORE, text: '更多…' }]}
      value={value}
      onChange={(code) => (code === MORE ? setAll(true) : onChange(code))}
    />
  );
}
