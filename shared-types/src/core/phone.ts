import { id } from './ids';
import { instant } from './time';

/**
 * Fields of every write from a phone. `opId` makes a repeat harmless: the same op answers the first
 * answer again, another body under it is refused (`OP_ID_REUSED`). `deviceAt` is the phone's own
 * clock when the person acted; the service corrects it by the offset measured at sending
 * (header `x-device-now`) and flags doubt instead of refusing.
 */
export const phoneWrite = { opId: id, deviceAt: instant };

/** The phone's clock at the moment of sending, an instant; lets the service measure the offset. */
export const DEVICE_NOW_HEADER = 'x-device-now';

/** Beyond this offset (ms) a phone's clock is flagged as doubtful. */
export const CLOCK_DOUBT_MS = 5 * 60_000;
