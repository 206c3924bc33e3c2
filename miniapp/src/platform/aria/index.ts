/** Attributes that WeChat's screen readers understand; Taro's templates leave them all out. */
const ATTRIBUTES = [
  'aria-role',
  'aria-label',
  'aria-hidden',
  'aria-checked',
  'aria-selected',
  'aria-disabled',
  'aria-expanded',
  'aria-live',
];
const COMPONENTS = ['View', 'Text', 'Image', 'Button', 'Canvas', 'Input', 'Textarea'];

/** What Taro must know of the attributes, in the same words at build and at runtime. */
export function ariaComponents(): Record<string, Record<string, string>> {
  const attributes = Object.fromEntries(ATTRIBUTES.map((name) => [name, '']));
  return Object.fromEntries(COMPONENTS.map((name) => [name, { ...attributes }]));
}
