import { View } from '@tarojs/components';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { TextField } from '@/ui/field';
import { openPage } from '@/ui/nav';
import { Section } from '@/ui/section';
import { Select } from '@/ui/select';
import { paths } from '../paths';
import type { Method } from '../words';
import { MethodChoice } from './way-choice';
import './parts.scss';

interface SpecialChoiceProps {
  method: Method;
  onMethod: (method: Method) => void;
  squadrons: readonly { path: string; name: string }[];
  path: string | undefined;
  onPath: (path: string) => void;
  reason: string;
  onReason: (reason: string) => void;
  children?: React.ReactNode;
}

/** Whom a check concerns where no draw said so: a special one, and why. */
export function SpecialChoice({
  method,
  onMethod,
  squadrons,
  path,
  onPath,
  reason,
  onReason,
  children,
}: SpecialChoiceProps) {
  return (
    <Section title="专项督察" note="理由会留在记录里">
      <Card pad>
        <View className="sc-form">
          <MethodChoice method={method} onMethod={onMethod} />
          <Select
            label="中队"
            options={squadrons.map((one) => ({ value: one.path, text: one.name }))}
            value={path}
            onChange={onPath}
          />
          <TextField
            label="为什么查"
            placeholder="如：12345 反映较多"
            value={reason}
            onChange={onReason}
            max={200}
          />
          {children}
          <View className="l-row l-between l-wrap g-8">
            <View className="t-sub c-ink-2">日常督察不选中队，先抽签。</View>
            <Button kind="s" onPress={() => openPage(paths.draw())}>
              去抽签
            </Button>
          </View>
        </View>
      </Card>
    </Section>
  );
}
