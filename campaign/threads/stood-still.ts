/** The verdict of the watchdog: code of the target that did not come back. */
import type { RunUnderWay } from '../../search/running/run-under-way.ts';
import type { StandingRun } from '../../search/shrinking/standing-run.ts';
import type { RunsMade, Standing } from './step-board.ts';

export interface StoodStill {
  readonly kind: 'stoodStill';
  readonly target: string;
  /** Null outside of all nodes, as while a module is imported. */
  readonly node: number | null;
  /** In which step: `timer election at 120 ms`. */
  readonly step: string;
  /** Size of its cluster; null before the first boot. */
  readonly nodes: number | null;
  readonly limitMs: number;
  readonly reason: 'time' | 'memory' | 'ended';
  /** False if the thread was not inside code of the target: then this is where it was last. */
  readonly isInside: boolean;
  /** The run, and where in it; null if it was in none, or if that is not certain. */
  readonly met: StandingRun<RunUnderWay> | null;
  /** Runs that were over by then: of the chunk under way, and in the end of the hunt. */
  readonly runsBefore: RunsMade;
}

export function stoodStill(
  target: string,
  standing: Standing,
  reason: StoodStill['reason'],
  limitMs: number,
  run: RunUnderWay | null,
): StoodStill {
  const { node, nodes, count, request, runs } = standing;
  const isInside = count % 2 !== 0;
  return {
    kind: 'stoodStill',
    target,
    node: node === 0 ? null : node,
    step: stepText(standing),
    nodes: nodes === 0 ? null : nodes,
    limitMs,
    reason,
    isInside,
    met: isInside && run !== null ? { run, request } : null,
    runsBefore: runs,
  };
}

/** One line: `n2 stands still in timer election at 120 ms: it has not returned within 5 s`. */
export function stoodStillText({ node, step, reason, limitMs, isInside }: StoodStill): string {
  const name = node === null ? 'it' : `n${node}`;
  const where = isInside ? step : `or after ${step}`;
  switch (reason) {
    case 'time':
      return `${name} stands still in ${where}: it has not returned within ${limitMs / 1000} s`;
    case 'memory':
      return `${name} fills the memory in ${where}`;
    case 'ended':
      return `${name} ended its thread in ${where}`;
  }
}

function stepText({ place, from, timer, timeMs }: Standing): string {
  const when = timeMs === null ? '' : ` at ${timeMs} ms of its clock`;
  switch (place) {
    case 'import':
      return 'the import of its module';
    case 'boot':
      return 'its boot';
    case 'received':
      return `the message from n${from}${when}`;
    case 'timerFired':
      return timer === '' ? `a timer${when}` : `timer ${timer}${when}`;
    case 'proposed':
      return `a proposal${when}`;
    case 'start function':
    case '_initialize':
    case 'ww_hello':
      return `its ${place}`;
    case 'view':
    case 'viewDurable':
    case 'classify':
      return place;
  }
}
