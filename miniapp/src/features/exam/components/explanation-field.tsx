import { TextField } from '@/ui/field';

interface ExplanationFieldProps {
  value: string;
  onChange: (value: string) => void;
}

/** What is told with the key that counts from then on; it begins with what was told before. */
export function ExplanationField({ value, onChange }: ExplanationFieldProps) {
  return (
    <TextField
      label="解析，和答案一起给人看；说错了的地方在这里改，可以不写"
      value={value}
      onChange={onChange}
      max={3000}
      multiline
    />
  );
}
