import { TextField } from '@/ui/field';

/** As they are typed, several in one field. */
export interface Things {
  sections: string;
  recorders: string;
  vehicle: string;
}

export interface ThingsFieldsProps extends Things {
  /** An example, where nothing stands there yet. */
  example?: string;
  onChange: (part: Partial<Things>) => void;
}

/** Where a shift goes and with what. */
export function ThingsFields({
  sections,
  recorders,
  vehicle,
  example,
  onChange,
}: ThingsFieldsProps) {
  return (
    <>
      <TextField
        label="路段"
        placeholder={example}
        hint="按巡查的先后写，用顿号隔开"
        value={sections}
        max={300}
        onChange={(text) => onChange({ sections: text })}
      />
      <TextField
        label="记录仪编号"
        placeholder="两部，用顿号隔开"
        value={recorders}
        max={120}
        onChange={(text) => onChange({ recorders: text })}
      />
      <TextField
        label="车辆"
        placeholder="步巡不填"
        value={vehicle}
        max={20}
        onChange={(text) => onChange({ vehicle: text })}
      />
    </>
  );
}
