import { z } from './zod';

/**
 * A place as the phone measured it, GCJ-02 as WeChat returns it. Sensitive personal information
 * (个人信息保护法 第二十八条): asked only where the act needs it.
 */
export const place = z.strictObject({
  /** Degrees, -180 to 180. */
  lng: z.number().check(z.minimum(-180), z.maximum(180)),
  /** Degrees, -90 to 90. */
  lat: z.number().check(z.minimum(-90), z.maximum(90)),
  /** Radius of uncertainty in metres. */
  accuracyM: z.number().check(z.minimum(0), z.maximum(100_000)),
});
export type Place = z.infer<typeof place>;
