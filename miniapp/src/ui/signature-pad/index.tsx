import { useState } from 'react';
import { Text, View } from '@tarojs/components';
import { Button } from '../button';
import { a11y } from '../press/a11y';
import { type ReadInk, Sheet } from './sheet';
import './index.scss';

export type { ReadInk } from './sheet';

export interface SignaturePadProps {
  /** Who signs what, spoken: 李国强 签名. */
  label: string;
  /**
   * How to read the signature once there is ink, `undefined` after 重写. It gives a PNG data URL
   * in a browser and a temporary PNG file in the mini-program.
   */
  onChange: (read: ReadInk | undefined) => void;
}

/** A sheet to sign on with finger, pen or mouse. */
export function SignaturePad({ label, onChange }: SignaturePadProps) {
  const [sheet, setSheet] = useState(0);
  const [inked, setInked] = useState(false);
  return (
    <View className="qj-sign">
      <View className="qj-sign__frame">
        <Sheet
          key={sheet}
          label={label}
          onInk={(read) => {
            setInked(true);
            onChange(read);
          }}
        />
        {!inked && (
          <Text className="qj-sign__hint" {...a11y({ hidden: true })}>
            在这里签名
          </Text>
        )}
      </View>
      {inked && (
        <View className="qj-sign__foot">
          <Button
            kind="o"
            size={44}
            icon="eraser"
            onPress={() => {
              setSheet(sheet + 1);
              setInked(false);
              onChange(undefined);
            }}
          >
            重写
          </Button>
        </View>
      )}
    </View>
  );
}
