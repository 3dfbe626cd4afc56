/** Numbers as people read them; always the same, whatever the locale. */

/** 12,345 */
export function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** 987, 12.3k, 4.56M */
export function short(value: number): string {
  if (value < 1000) return String(Math.round(value));
  const [scaled, unit] = value < 1e6 ? [value / 1e3, 'k'] : [value / 1e6, 'M'];
  return `${scaled < 10 ? scaled.toFixed(2) : scaled.toFixed(1)}${unit}`;
}

/** 350 ms, 12.3 s, 4.5 min, 6.7 h, 8.9 days */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 120_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < 7_200_000) return `${(ms / 60_000).toFixed(1)} min`;
  if (ms < 172_800_000) return `${(ms / 3_600_000).toFixed(1)} h`;
  return `${(ms / 86_400_000).toFixed(1)} days`;
}

/** What something took, and cost. */
export interface TimeTaken {
  readonly wallMs: number;
  /** Of all threads. */
  readonly cpuMs: number;
}

/** The last line of a command: `   took 12.3 s, 20.1 s of processor time`. */
export function tookText({ wallMs, cpuMs }: TimeTaken): string {
  return `   took ${timeTaken(wallMs, cpuMs)}`;
}

/** How long it took and what it cost: `12.3 s, 20.1 s of processor time`. */
export function timeTaken(wallMs: number, cpuMs: number | undefined): string {
  return `${duration(wallMs)}${costText(cpuMs)}`;
}

/** What follows a time: `, 20.1 s of processor time`; nothing if that was not taken. */
export function costText(cpuMs: number | undefined): string {
  return cpuMs === undefined ? '' : `, ${duration(cpuMs)} of processor time`;
}

/** A clock that counts up: 00:42, 1:02:03 */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const tail = `${twoDigits(minutes)}:${twoDigits(seconds % 60)}`;
  return hours === 0 ? tail : `${hours}:${tail}`;
}

/** One thing or several: `1 run`, `2 runs`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
