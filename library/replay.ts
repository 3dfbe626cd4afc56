/** `replay`: a finding once more, for regression tests. */
import { readFinding } from '../campaign/findings/finding-file.ts';
import { PLAIN_STYLE } from '../reports/terminal/style.ts';
import type { Finding } from '../search/finding.ts';
import { labelOf } from '../search/label.ts';
import { replayFinding } from '../search/running/replay.ts';
import { checkedTarget } from '../adapters/checked-target.ts';
import { inMacrotask } from '../adapters/live/macrotask.ts';
import type { Target } from '../simulator/target.ts';
import { CheckFailed } from './check-failed.ts';
import { reportText } from './finding-text.ts';

/** What a finding that holds now has come to. */
export interface Replayed {
  /** Decisions that could not be made any more, because the target has changed. */
  readonly skipped: number;
}

/**
 * Performs the run of a finding again, exactly: without fast-check, without the seed of the hunt.
 * It passes once the target keeps the property, and so makes a regression test.
 *
 * @param saved - The finding, or the path of its file or folder.
 * @throws {@link CheckFailed} (rejects with it) while the property still breaks, if the target
 *   throws, and if nothing could be judged: no decision could be made, or a limit was reached.
 */
export async function replay(given: Target, saved: Finding | string): Promise<Replayed> {
  const target = checkedTarget(given);
  const finding = typeof saved === 'string' ? await readFinding(saved) : saved;
  target.load?.();
  const { result, trace } = await inMacrotask(() => replayFinding(target, finding));
  const { property } = finding;
  const { ending, violations, skipped } = result;
  const broken = violations.find((violation) => violation.property === property);
  if (broken !== undefined) {
    // The witness of this run, not of the file: what is shown is what happened.
    const seen = { ...finding, witness: broken.witness };
    const where = typeof saved === 'string' ? `'${saved}'` : 'finding';
    const replayCommand = `await replay(target, ${where})`;
    const label = labelOf(finding, target.capabilities, trace);
    const told = { finding: seen, label, trace, folder: null, isNew: false, replayCommand };
    const report = reportText(told, true, PLAIN_STYLE);
    throw new CheckFailed('violated', `${target.name} breaks ${property}\n\n${report}`, seen);
  }
  if (ending?.kind === 'targetThrew') {
    const { node, error } = ending;
    throw new CheckFailed('crashed', `${target.name} threw at n${node}: ${error}`, null);
  }
  const all = finding.run.kind === 'schedule' ? finding.run.decisions.length : Infinity;
  const limit = ending?.kind === 'limitReached' ? `reached the limit of ${ending.limit}` : null;
  const nothing = skipped.length === all ? 'could make none of its decisions' : null;
  const why = limit ?? nothing;
  if (why !== null) throw new CheckFailed('inconclusive', `${target.name} ${why}`, null);
  return { skipped: skipped.length };
}
