/**
 * The build numbers all attributes of a component in alphabetical order (`p0`, `p1`, ...), and so does
 * the app: both must know the same ones, or a label arrives as something else.
 */
import { mergeInternalComponents } from '@tarojs/shared';
import { ariaComponents } from './index';

mergeInternalComponents(ariaComponents());
