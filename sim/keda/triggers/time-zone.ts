/** Zones of the tz database that are one with UTC for all times. */
const utc: ReadonlySet<string> = new Set([
  "",
  "UTC",
  "Etc/UTC",
  "Etc/UCT",
  "Etc/Universal",
  "Etc/Zulu",
  "Etc/Greenwich",
  "Etc/GMT",
  "GMT",
  "GMT0",
  "GMT+0",
  "GMT-0",
  "Greenwich",
  "UCT",
  "Universal",
  "Zulu",
  "Etc/GMT0",
  "Etc/GMT+0",
  "Etc/GMT-0",
  // KEDA's image has no zone of its own.
  "Local",
]);

/** Places without summer time, in minutes east of Greenwich, as they have been since 2023 at the latest. */
const fixed: ReadonlyMap<string, number> = new Map([
  ["EST", -300],
  ["MST", -420],
  ["HST", -600],
  ["America/Argentina/Buenos_Aires", -180],
  ["America/Bogota", -300],
  ["America/Lima", -300],
  ["America/Phoenix", -420],
  ["America/Sao_Paulo", -180],
  ["Asia/Calcutta", 330],
  ["Asia/Dhaka", 360],
  ["Asia/Dubai", 240],
  ["Asia/Ho_Chi_Minh", 420],
  ["Asia/Hong_Kong", 480],
  ["Asia/Jakarta", 420],
  ["Asia/Karachi", 300],
  ["Asia/Kolkata", 330],
  ["Asia/Manila", 480],
  ["Asia/Seoul", 540],
  ["Asia/Shanghai", 480],
  ["Asia/Singapore", 480],
  ["Asia/Taipei", 480],
  ["Asia/Tokyo", 540],
  ["Africa/Johannesburg", 120],
  ["Africa/Lagos", 60],
  ["Africa/Nairobi", 180],
  ["Europe/Istanbul", 180],
  ["Europe/Moscow", 180],
  ["Pacific/Honolulu", -600],
]);

/**
 * Minutes by which a zone is ahead of UTC; undefined for a zone that is not known, or whose clocks change with the seasons:
 * the tz database of a machine would decide the outcome of a run.
 */
export function timeZoneOffset(name: string): number | undefined {
  if (utc.has(name)) return 0;
  const match = /^Etc\/GMT([+-])(\d|1[0-4])$/.exec(name);
  if (!match) return fixed.get(name);
  // In these names the sign goes the other way: Etc/GMT+5 is five hours behind.
  const hours = Number(match[2]);
  if (match[1] === "+" && hours > 12) return undefined;
  return (match[1] === "+" ? -60 : 60) * hours;
}
