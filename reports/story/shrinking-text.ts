/** From the run that was met to the one that is shown, and what is proved of it: in words. */
import type { Engine, Finding, RunSize, Shrinking } from '../../search/finding.ts';
import { counted } from '../terminal/numbers.ts';

export interface ShrinkingText {
  /** Who met the run; null where its sizes tell all of that. */
  readonly found: string | null;
  /** Sizes before and after, one part each, and the result. */
  readonly shrunk: readonly string[];
  /** What was proved; null if nothing was. */
  readonly proof: string | null;
}

const RESULTS: Readonly<Record<Shrinking['result'], string>> = {
  budget: 'unfinished: the command shrink goes on',
  '1-minimal': '1-minimal: each part is needed',
  'proven shortest': 'proven shortest',
};

export function shrinkingText({ run, foundBy, shrinking }: Finding): ShrinkingText {
  const { original, shrunk, executions, result } = shrinking;
  const isUntouched = executions === 0 && result === 'budget';
  const parts = [
    ...change('actions', original.actions, shrunk.actions),
    ...change('decisions', original.decisions, shrunk.decisions),
    ...change('nodes', original.nodes, shrunk.nodes),
    ...change('ms', original.simulatedMs, shrunk.simulatedMs),
    ...(isUntouched
      ? ['not shrunk']
      : [`${counted(executions, 'run')} tried`, resultText(shrinking)]),
  ];
  return {
    // Liveness is met in timed runs only, and its sizes tell all of them.
    found: run.kind === 'schedule' ? finderText(foundBy, original) : null,
    shrunk: parts,
    proof: result === 'proven shortest' ? proofText(shrinking) : null,
  };
}

/** Nothing for what one of the two runs does not have. */
function change(noun: string, from: number | null, to: number | null): readonly string[] {
  if (from === null || to === null) return [];
  return [from === to ? `${noun} ${to}` : `${noun} ${from} → ${to}`];
}

function finderText(foundBy: Engine, { simulatedMs, decisions }: RunSize): string {
  switch (foundBy) {
    case 'timed': {
      const lasted = simulatedMs === null ? '' : ` of ${simulatedMs} ms of simulated time`;
      return `by a timed run${lasted}`;
    }
    case 'adversarial': {
      const made = decisions === null ? '' : ` of ${counted(decisions, 'decision')}`;
      return `by an adversarial run${made}`;
    }
    case 'exhaustive':
      return 'by the exhaustive search';
    case 'played':
      return 'by hand';
  }
}

function proofText({ shrunk: { decisions }, states }: Shrinking): string {
  if (decisions === null || decisions <= 1) return 'no run is shorter than one decision';
  return `every run with fewer decisions holds (${counted(states, 'cluster state')} tried)`;
}

/** A proof holds for the cluster sizes that were searched, and for no others. */
function resultText({ result, shrunk, nodesAskedFor }: Shrinking): string {
  if (result !== 'proven shortest') return RESULTS[result];
  return `${RESULTS[result]} ${sizesText(shrunk.nodes, nodesAskedFor)}`;
}

/** Smaller clusters that nobody asked for were not searched. */
function sizesText(nodes: number, askedFor: readonly number[] | undefined): string {
  if (nodes === 1) return 'with one node';
  if (askedFor === undefined) return `in clusters of up to ${nodes} nodes`;
  const smaller = askedFor.filter((size) => size < nodes);
  return `in clusters of ${[...smaller, nodes].join(' or ')} nodes`;
}
