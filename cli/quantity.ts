/** Numbers, times and seeds as users write them. */
import { Refusal } from '../adapters/refusal.ts';
import type { Shard } from '../campaign/ledger/chunk.ts';
import { quoted } from './choice.ts';

/** How much work: until a time is over, or until so many runs are done. */
export type Budget =
  | { readonly kind: 'time'; readonly ms: number }
  | { readonly kind: 'runs'; readonly runs: number };

const MS_PER_UNIT: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

const RUNS_MAX = 1_000_000_000;
const BUDGET_MS_MAX = 7 * 24 * 3_600_000;
const WORKERS_MAX = 256;
const SEED_MAX = 0xffff_ffff;

/** `500ms`, `30s`, `2m`, `8h`, or `1000x` for a number of runs. */
export function parseBudget(text: string, option = '--budget'): Budget {
  const [, digits = '', unit = ''] = /^(\d{1,9})(ms|s|m|h|x)$/.exec(text) ?? [];
  const amount = Number(digits);
  if (unit === 'x' && amount > 0) return { kind: 'runs', runs: amount };
  const ms = amount * (MS_PER_UNIT[unit] ?? 0);
  if (ms > 0 && ms <= BUDGET_MS_MAX) return { kind: 'time', ms };
  throw new Refusal(
    `${option} ${quoted(text)}: write a time up to a week such as 500ms, 30s, 2m or 8h, ` +
      'or a number of runs such as 1000x',
  );
}

/** `500MB`, `4GB`, in bytes. */
export function parseMemory(text: string): number {
  const [, digits = '', unit = ''] = /^(\d{1,6})(MB|GB)$/i.exec(text) ?? [];
  const bytes = Number(digits) * (unit.toUpperCase() === 'GB' ? 1e9 : 1e6);
  if (bytes > 0) return bytes;
  throw new Refusal(`--memory ${quoted(text)}: write a size such as 500MB or 4GB`);
}

/** A whole number from 1 to `max`. */
export function parseCount(option: string, text: string, max: number = RUNS_MAX): number {
  const count = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= max) return count;
  throw new Refusal(`${option} ${quoted(text)}: write a whole number from 1 to ${max}`);
}

/** A number of threads, or a share of the cores such as `50%`; at least one. */
export function parseWorkers(text: string, cores: number): number {
  const [, digits = '', unit = ''] = /^(\d{1,3})(%?)$/.exec(text) ?? [];
  const amount = Number(digits);
  const isShare = unit === '%' && amount <= 100;
  if (amount > 0 && isShare) return Math.max(1, Math.floor((cores * amount) / 100));
  if (amount > 0 && unit === '' && amount <= WORKERS_MAX) return amount;
  throw new Refusal(
    `--workers ${quoted(text)}: write a number of threads from 1 to ${WORKERS_MAX}, ` +
      'or a share of the cores such as 50%',
  );
}

/** `2/8`: the second of eight shards. */
export function parseShard(text: string): Shard {
  const [, index = 0, count = 0] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number);
  if (index >= 1 && index <= count) return { index, count };
  throw new Refusal(`--shard ${quoted(text)}: write which of how many, such as 1/8`);
}

/** `1/1000`: one run in a thousand. */
export function parseRecheck(text: string): number {
  const [, every = 0] = (/^1\/(\d{1,9})$/.exec(text) ?? []).map(Number);
  if (every >= 1) return every;
  throw new Refusal(`--recheck ${quoted(text)}: write how many runs are performed twice: 1/1000`);
}

/** A whole number of 32 bits, decimal or `0x…`. */
export function parseSeed(text: string): number {
  const isNumber = /^(\d{1,10}|0x[0-9a-f]{1,8})$/i.test(text);
  const seed = isNumber ? Number(text) : -1;
  if (seed >= 0 && seed <= SEED_MAX) return seed;
  throw new Refusal(`--seed ${quoted(text)}: write a whole number from 0 to 0xffffffff`);
}

/** Always the same eight digits, to be pasted after `--seed`. */
export function seedText(seed: number): string {
  return `0x${seed.toString(16).padStart(8, '0')}`;
}

/** Cluster sizes from 1 to 9, separated by commas. */
export function parseNodes(text: string): readonly number[] {
  const sizes = text.split(',').map((size) => (/^[1-9]$/.test(size.trim()) ? Number(size) : 0));
  if (sizes.every((size) => size >= 1)) return [...new Set(sizes)];
  throw new Refusal(`--nodes ${quoted(text)}: write cluster sizes from 1 to 9, such as 3 or 3,5`);
}
