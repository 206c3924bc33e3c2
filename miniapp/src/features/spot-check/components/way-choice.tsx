import type { CheckKind } from '@qiangji/shared-types';
import { Choice } from '@/ui/choice';
import { KINDS, METHODS, type Method } from '../words';

interface WayChoiceProps {
  kind: CheckKind;
  onKind: (kind: CheckKind) => void;
  method: Method;
  onMethod: (method: Method) => void;
}

/** Daily or special, openly or not: asked alike wherever something is drawn. */
export function WayChoice({ kind, onKind, method, onMethod }: WayChoiceProps) {
  return (
    <>
      <Choice label="督察种类" options={KINDS} value={kind} onChange={onKind} columns={2} />
      <MethodChoice method={method} onMethod={onMethod} />
    </>
  );
}

/** Openly or not. */
export function MethodChoice({ method, onMethod }: Pick<WayChoiceProps, 'method' | 'onMethod'>) {
  return <Choice label="方式" options={METHODS} value={method} onChange={onMethod} columns={2} />;
}
