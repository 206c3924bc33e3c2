import { dutyLogContract, type Entry, type Media, type Shift } from '@qiangji/shared-types';
import { Kit, phoneWrite } from '../../../test/kit';
import type { PersonKey } from '../../../test/org-fixture';
import { sendPicture } from '../../../test/picture';
import { makeId } from '../../platform/ids';

type Opening = ReturnType<typeof openingOf>;
type EntryBody = ReturnType<typeof entryOf>;

function openingOf() {
  return {
    ...phoneWrite(),
    shiftId: makeId(),
    templateCode: 'early',
    catalogueVersion: 1,
    sections: ['花园街北', '菜场门口'],
    recorders: ['R-01', 'R-02'],
    partnerIds: [] as string[],
  };
}

function entryOf() {
  return {
    ...phoneWrite(),
    entryId: makeId(),
    catalogueVersion: 1,
    categoryCode: 'outdoor_trading',
    handlingCode: 'persuasion',
    partyTypeCode: 'shop',
    section: '花园街北',
    officerIds: [] as string[],
    recorders: [] as string[],
  };
}

/** The real service with what duty tests do all the time. */
export class DutyKit {
  private constructor(readonly kit: Kit) {}

  static async begin(): Promise<DutyKit> {
    return new DutyKit(await Kit.start());
  }

  get people() {
    return this.kit.people;
  }

  get tokens() {
    return this.kit.tokens;
  }

  ok: Kit['ok'] = (contract, input, as, check) => this.kit.ok(contract, input, as, check);
  fails: Kit['fails'] = (contract, input, as, code) => this.kit.fails(contract, input, as, code);
  call: Kit['call'] = (contract, input, as, headers) => this.kit.call(contract, input, as, headers);
  get: Kit['get'] = (maker) => this.kit.get(maker);

  opening(extra: Partial<Opening> = {}): Opening {
    return { ...openingOf(), ...extra };
  }

  entry(extra: Record<string, unknown> = {}): EntryBody {
    return { ...entryOf(), ...extra };
  }

  async open(owner: PersonKey, extra: Partial<Opening> = {}): Promise<Shift> {
    const body = this.opening(extra);
    return this.ok(dutyLogContract.openShift, { body }, owner);
  }

  async enter(
    author: PersonKey,
    shift: Shift,
    extra: Record<string, unknown> = {},
  ): Promise<Entry> {
    const params = { shiftId: shift.id };
    return this.ok(dutyLogContract.appendEntry, { params, body: this.entry(extra) }, author);
  }

  /** A small picture that has arrived. */
  async picture(owner: PersonKey): Promise<Media> {
    return sendPicture(this, owner);
  }

  async close(owner: PersonKey, shift: Shift): Promise<Shift> {
    const params = { shiftId: shift.id };
    return this.ok(dutyLogContract.closeShift, { params, body: phoneWrite() }, owner);
  }

  /** Ends whatever is still open, so that the next test may open its own. */
  async endAll(): Promise<void> {
    for (const owner of ['officer', 'officer2', 'auxiliary', 'leader'] as const) {
      const { shift } = await this.ok(dutyLogContract.currentShift, {}, owner);
      if (shift?.owner.personId === this.people[owner]._id) await this.close(owner, shift);
    }
  }

  async stop(): Promise<void> {
    await this.kit.stop();
  }
}
