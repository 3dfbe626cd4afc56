/** How far a hunt has come: one rewritten line on a terminal, else a plain line now and then. */
import { createLogUpdate } from 'log-update';
import { progressLine, type HuntClock } from '../reports/terminal/progress.ts';
import type { HuntProgress } from '../search/hunting/tally.ts';

const TERMINAL_EVERY_MS = 250;
const PLAIN_EVERY_MS = 30_000;

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

/** Starts at once; in a log the first line is the setting, so that no end can lose it. */
export function displayProgress(
  at: Omit<HuntClock, 'elapsedMs'>,
  setting: string,
  isQuiet: boolean,
): ProgressDisplay {
  if (isQuiet) return SILENT;
  const isTerminal = process.stderr.isTTY === true && process.env['TERM'] !== 'dumb';
  const rewrite = isTerminal ? createLogUpdate(process.stderr) : null;
  const startedMs = Date.now();
  let latest: HuntProgress | null = null;
  const draw = (): void => {
    const line = progressLine(latest, { ...at, elapsedMs: Date.now() - startedMs });
    if (rewrite === null) process.stderr.write(`${line}\n`);
    else rewrite(` ${line}`);
  };
  const timer = setInterval(draw, isTerminal ? TERMINAL_EVERY_MS : PLAIN_EVERY_MS);
  if (isTerminal) draw();
  else process.stderr.write(`hunting in ${at.target}: ${setting}\n`);
  return {
    show(progress) {
      latest = progress;
    },
    remark(line) {
      if (rewrite === null) process.stderr.write(`${line}\n`);
      else rewrite.persist(line);
    },
    close() {
      clearInterval(timer);
      rewrite?.clear();
      rewrite?.done();
    },
  };
}
