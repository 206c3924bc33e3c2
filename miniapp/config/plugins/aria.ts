import type { IPluginContext } from '@tarojs/service';

/** Attributes WeChat's screen readers understand; Taro's templates leave them all out. */
const ARIA = [
  'aria-role',
  'aria-label',
  'aria-hidden',
  'aria-checked',
  'aria-selected',
  'aria-disabled',
  'aria-expanded',
  'aria-live',
];
const COMPONENTS = ['View', 'Text', 'Image', 'Button'];

/** Adds the accessibility attributes to the generated mini-program templates. */
export default function aria(ctx: IPluginContext): void {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform: {
      template?: {
        mergeComponents(ctx: IPluginContext, patch: Record<string, Record<string, string>>): void;
      };
    }) {
      const attributes = Object.fromEntries(ARIA.map((name) => [name, '']));
      platform.template?.mergeComponents(
        ctx,
        Object.fromEntries(COMPONENTS.map((name) => [name, attributes])),
      );
    },
  });
}
