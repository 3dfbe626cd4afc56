/** How far a hunt has come: one rewritten line on a terminal, else a plain line now and then. */
import { createLogUpdate } from 'log-update';
import { cpuClock } from '../campaign/threads/cpu-clock.ts';
import { wrap } from '../reports/terminal/page.ts';
import { progressLine, type HuntClock } from '../reports/terminal/progress.ts';
import type { HuntProgress } from '../search/hunting/tally.ts';
import { printable } from '../trace/printable.ts';
import { progressColumns, warn } from './terminal.ts';

const TERMINAL_EVERY_MS = 250;
const PLAIN_EVERY_MS = 30_000;
/** A blank before the line, and one after it, or the cursor of some terminals leaves the row. */
const MARGIN = 2;

export interface ProgressDisplay {
  show(progress: HuntProgress): void;
  /** A line of its own, that stays. */
  remark(line: string): void;
  /** Takes the line away. */
  close(): void;
}

const SILENT: ProgressDisplay = {
  show: () => undefined,
  remark: () => undefined,
  close: () => undefined,
};

/**
 * Starts at once; in a log the first line is the setting, so that no end can lose it. A hunt that
 * goes on has said it before.
 */
export function displayProgress(
  at: Omit<HuntClock, 'elapsedMs' | 'shrinkingMs' | 'cpuMs'>,
  setting: string,
  isQuiet: boolean,
  isTold: boolean,
): ProgressDisplay {
  if (isQuiet) return SILENT;
  const isTerminal = process.stderr.isTTY === true && process.env['TERM'] !== 'dumb';
  const rewrite = isTerminal ? createLogUpdate(process.stderr) : null;
  const startedMs = performance.now();
  const cpuMs = cpuClock();
  let latest: HuntProgress | null = null;
  let huntedMs: number | null = null;
  const draw = (): void => {
    const allMs = performance.now() - startedMs;
    const shrinkingMs = huntedMs === null ? null : allMs - huntedMs;
    const clock = { ...at, elapsedMs: huntedMs ?? allMs, shrinkingMs, cpuMs: cpuMs() };
    const line = progressLine(latest, clock, progressColumns() - MARGIN);
    if (rewrite === null) process.stderr.write(`${line}\n`);
    else rewrite(` ${line}`);
  };
  const timer = setInterval(draw, isTerminal ? TERMINAL_EVERY_MS : PLAIN_EVERY_MS);
  if (isTerminal) draw();
  else if (!isTold) warn(`hunting in ${at.target}: ${setting}`);
  return {
    show(progress) {
      latest = progress;
      if (progress.phase === 'shrinking') huntedMs ??= performance.now() - startedMs;
    },
    remark(line) {
      if (rewrite === null) warn(line);
      else rewrite.persist(wrap(printable(line), progressColumns()).join('\n'));
    },
    close() {
      clearInterval(timer);
      rewrite?.clear();
      rewrite?.done();
    },
  };
}
