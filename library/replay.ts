/** `replay`: a finding once more, for regression tests. */
import { readFinding } from '../campaign/findings/finding-file.ts';
import { judgePinned, type PinnedVerdict } from '../campaign/findings/pinned.ts';
import { skippedText } from '../campaign/findings/skipped-text.ts';
import { PLAIN_STYLE } from '../reports/terminal/style.ts';
import type { Finding } from '../search/finding.ts';
import { labelOf } from '../search/label.ts';
import { replayFinding, type Replay } from '../search/running/replay.ts';
import { checkedTarget } from '../adapters/checked-target.ts';
import { inMacrotask } from '../adapters/live/macrotask.ts';
import type { Target } from '../simulator/target.ts';
import { Caller } from './caller.ts';
import { CheckFailed } from './check-failed.ts';
import { reportText } from './finding-text.ts';
import { refuseUnknown, wholeNumber } from './option-lists.ts';

/** What a finding that holds now has come to. */
export interface Replayed {
  /** Decisions that could not be made: as many as {@link ReplayOptions.skipped} says. */
  readonly skipped: number;
}

/** What is known of the code that was mended. */
export interface ReplayOptions {
  /**
   * How many decisions of the run it leaves no room for: a message that is not sent any more cannot
   * arrive. 0 by default; with any other number the replay proves nothing, and fails.
   */
  readonly skipped?: number;
}

/**
 * Performs the run of a finding again, exactly: without fast-check, without the seed of the hunt.
 * It passes once the target keeps the property, and so makes a regression test.
 *
 * @param saved - The finding, or the path of its file or folder.
 * @throws {@link CheckFailed} (rejects with it) while the property still breaks, if the target
 *   throws, and if nothing is proved: decisions could not be made, or a limit was reached.
 */
export function replay(
  given: Target,
  saved: Finding | string,
  options: ReplayOptions = {},
): Promise<Replayed> {
  return new Caller(replay).later(() => performed(given, saved, options));
}

async function performed(
  given: Target,
  saved: Finding | string,
  options: ReplayOptions,
): Promise<Replayed> {
  refuseUnknown('option', options, ['skipped']);
  const expected = wholeNumber('skipped', options.skipped ?? 0, 0, MAX_SKIPPED);
  const target = checkedTarget(given);
  const finding = typeof saved === 'string' ? await readFinding(saved) : saved;
  target.load?.();
  const replayed = await inMacrotask(() => replayFinding(target, finding));
  const verdict = judgePinned({ finding, expect: 'held' }, replayed);
  if (verdict.kind === 'broken') throw stillBroken(target, finding, replayed, saved);
  const skipped = replayed.result.skipped.length;
  const why = whyNothingIsProved(verdict, finding, replayed, expected);
  if (why === null) return { skipped };
  const reason = verdict.kind === 'threw' ? 'crashed' : 'inconclusive';
  throw new CheckFailed(reason, `${target.name} ${why}`, null);
}

/** The longest run that a file may hold. */
const MAX_SKIPPED = 10_000;

/** The same rule as that of pinned findings; null if the target is known to hold. */
function whyNothingIsProved(
  verdict: PinnedVerdict,
  { run, property }: Finding,
  { result }: Replay,
  expected: number,
): string | null {
  if (verdict.kind === 'threw') {
    const { ending } = result;
    return `threw at n${ending?.kind === 'targetThrew' ? ending.node : '?'}: ${verdict.error}`;
  }
  if (verdict.kind === 'limitReached') return `reached the limit of ${verdict.limit}`;
  const skipped = result.skipped.length;
  if (run.kind === 'schedule' && skipped > 0 && skipped === run.decisions.length) {
    return 'could make none of its decisions';
  }
  if (skipped === expected) return null;
  const what = skipped === 0 ? 'all decisions could be made' : skippedText(result);
  return (
    `keeps ${property}, but that proves nothing: ${what}. If that is how it was mended, say so ` +
    `with { skipped: ${skipped} }; if the code was rewritten, check it anew and remove this finding`
  );
}

function stillBroken(
  target: Target,
  finding: Finding,
  { result, trace }: Replay,
  saved: Finding | string,
): CheckFailed {
  const { property } = finding;
  const broken = result.violations.find((violation) => violation.property === property);
  // The witness of this run, not of the file: what is shown is what happened.
  const seen = { ...finding, witness: broken?.witness ?? finding.witness };
  const where = typeof saved === 'string' ? `'${saved}'` : 'finding';
  const replayCommand = `await replay(target, ${where})`;
  const label = labelOf(finding, target.capabilities, trace);
  const told = { finding: seen, label, trace, folder: null, isNew: false, replayCommand };
  const report = reportText(told, true, PLAIN_STYLE);
  return new CheckFailed('violated', `${target.name} breaks ${property}\n\n${report}`, seen);
}
