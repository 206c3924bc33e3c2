/**
 * From the coordinates that satellites give (WGS-84) to those that Chinese maps use (GCJ-02, 火星坐标).
 * WeChat answers the latter, a browser the former, and a record must not jump by 500 m between them.
 * The series is the published approximation of the official offset; it is off by a few metres.
 */
const AXIS = 6_378_245;
const ECCENTRICITY_2 = 0.006_693_421_622_965_943;

function waves(x: number, ...parts: [amplitude: number, divisor: number][]): number {
  return parts.reduce(
    (sum, [amplitude, divisor]) => sum + amplitude * Math.sin((x * Math.PI) / divisor),
    0,
  );
}

function latShift(x: number, y: number): number {
  const base = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x));
  const a = waves(x, [20, 1 / 6], [20, 1 / 2]);
  const b = waves(y, [20, 1], [40, 3]);
  const c = waves(y, [160, 12], [320, 30]);
  return base + ((a + b + c) * 2) / 3;
}

function lngShift(x: number, y: number): number {
  const base = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x));
  const a = waves(x, [20, 1 / 6], [20, 1 / 2]);
  const b = waves(x, [20, 1], [40, 3]);
  const c = waves(x, [150, 12], [300, 30]);
  return base + ((a + b + c) * 2) / 3;
}

/** The offset exists inside China only. */
export function inChina(lng: number, lat: number): boolean {
  return lng > 72.004 && lng < 137.8347 && lat > 0.8293 && lat < 55.8271;
}

export function wgs84ToGcj02(lng: number, lat: number): { lng: number; lat: number } {
  if (!inChina(lng, lat)) return { lng, lat };
  const radLat = (lat / 180) * Math.PI;
  const magic = 1 - ECCENTRICITY_2 * Math.sin(radLat) ** 2;
  const root = Math.sqrt(magic);
  const metresLat = (AXIS * (1 - ECCENTRICITY_2)) / (magic * root);
  const metresLng = (AXIS / root) * Math.cos(radLat);
  return {
    lng: lng + (lngShift(lng - 105, lat - 35) * 180) / (metresLng * Math.PI),
    lat: lat + (latShift(lng - 105, lat - 35) * 180) / (metresLat * Math.PI),
  };
}
