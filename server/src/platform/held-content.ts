import { dayOf, heldOn, type HeldVersion } from '@qiangji/shared-types';
import { now } from './clock';

/** Rules of the house that a release or the bureau changes: every version from a content file, read once. */
export abstract class HeldContent<T extends HeldVersion> {
  private all: Promise<T[]> | undefined;

  protected abstract read(): Promise<T[]>;

  /** Every version, the oldest first. */
  async history(): Promise<T[]> {
    this.all ??= this.read();
    return this.all;
  }

  /** The one that holds on a day. */
  async on(day: string): Promise<T> {
    return heldOn(await this.history(), day);
  }

  /** The one that holds today. */
  now(): Promise<T> {
    return this.on(dayOf(now()));
  }
}
