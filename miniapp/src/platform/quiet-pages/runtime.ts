/** Runs before the app (miniapp/config/plugins/quiet-pages.ts). */
import { TaroRootElement } from '@tarojs/runtime';
import { hooks } from '@tarojs/shared';
import { keepHiddenPagesQuiet, type Root } from './index';

hooks.tap('modifyPageObject', keepHiddenPagesQuiet(TaroRootElement.prototype as unknown as Root));
