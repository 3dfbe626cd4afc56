/** Saves a finding if it is new, and tells of it either way. */
import type { FindingStatus } from '../campaign/findings/story-status.ts';
import { FindingsStore } from '../campaign/findings/findings-store.ts';
import { Refusal } from '../adapters/refusal.ts';
import type { Style } from '../reports/terminal/style.ts';
import type { Finding } from '../search/finding.ts';
import { labelOf, type Label } from '../search/label.ts';
import { recordRun } from '../search/running/record.ts';
import type { ShrinkResult } from '../search/shrinking/make-finding.ts';
import { inMacrotask } from '../adapters/live/macrotask.ts';
import { isPure, type Target } from '../simulator/target.ts';
import { registered } from '../targets/registry.ts';
import type { Trace } from '../trace/trace.ts';
import { contentOf, reportFile, reportText, type Told } from '../library/finding-text.ts';
import type { FindingReport } from '../reports/terminal/finding-report.ts';
import { replayCommand } from './invocation.ts';
import { warn } from './terminal.ts';

/** A finding, and where it went. */
export interface KeptFinding {
  readonly finding: Finding;
  readonly label: Label;
  /** Null if it could not be saved. */
  readonly folder: string | null;
  /** Why it could not be saved, in one line; null if it was. */
  readonly notSaved: string | null;
  /** False if it was there before. */
  readonly isNew: boolean;
  /** The report for a terminal: whole, whatever became of the file. */
  readonly text: string;
  /** What became of its story until now; null or left out if that is not known. */
  readonly status?: FindingStatus | null;
  /** What any other report is made of; null if it was interrupted before it was drawn. */
  readonly report: FindingReport | null;
}

/** What could not be saved: one line each. */
export function notSavedOf(kept: readonly KeptFinding[]): readonly string[] {
  return kept.flatMap(({ notSaved }) => (notSaved === null ? [] : [notSaved]));
}

interface KeepOptions {
  readonly out: string;
  readonly full?: boolean;
  /** The option that brings the target, if it is the user's. */
  readonly given?: string | undefined;
  /** What to type to find it anew, if it cannot be saved. */
  readonly again: string;
  /** The same run as one that was saved, of which more is known now. */
  readonly isBetter?: boolean;
  /** Its story was resolved, and is back. */
  readonly isRegressed?: boolean;
}

/** `known` is the trace of its run; null if it was interrupted before that was written down. */
export async function keepFinding(
  finding: Finding,
  known: Trace | null,
  target: Target,
  { out, full, given, again, isBetter, isRegressed = false }: KeepOptions,
  style: Style,
): Promise<KeptFinding> {
  const trace = known ?? (await recordedHere(finding, target));
  const label = labelOf(finding, target.capabilities, trace ?? []);
  const store = new FindingsStore(out);
  const { folder, isNew, address } = store.placeOf(finding);
  const replay = replayCommand(address, out, given);
  const told = { finding, label, trace: trace ?? [], isNew, isRegressed };
  const toldAt = (place: string | null): Told =>
    place === null
      ? { ...told, folder: null, replayCommand: again, isLost: true }
      : { ...told, folder: place, replayCommand: replay };
  const shown = (place: string | null): string =>
    trace === null
      ? undrawn(toldAt(place), style)
      : reportText(toldAt(place), full === true, style);
  const keptAt = (place: string | null): Omit<KeptFinding, 'notSaved' | 'isNew'> => {
    const report = trace === null ? null : contentOf(toldAt(place));
    const whole = report === null ? null : { ...report, isFull: full === true };
    return { finding, label, folder: place, text: shown(place), report: whole };
  };
  try {
    if (isNew || isBetter === true) {
      const report = trace === null ? shown(folder) : reportFile(toldAt(folder));
      store.save(finding, report, trace ?? []);
    }
    return { ...keptAt(folder), notSaved: null, isNew };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const notSaved = `finding ${finding.id} is not saved: ${error.message}`;
    warn(notSaved);
    return { ...keptAt(null), notSaved, isNew: true };
  }
}

/** The finding first, then the simpler runs of other stories that shrinking has met. */
export async function keepFindings(
  { finding, others }: ShrinkResult,
  traces: ReadonlyMap<string, Trace>,
  target: Target,
  options: KeepOptions,
  style: Style,
): Promise<readonly KeptFinding[]> {
  const kept: KeptFinding[] = [];
  for (const one of [finding, ...others]) {
    const keeping = { ...options, isBetter: one === finding && options.isBetter === true };
    kept.push(await keepFinding(one, traces.get(one.id) ?? null, target, keeping, style));
  }
  return kept;
}

/** Null for code from outside, which might not come back. */
async function recordedHere(
  { run, property, target: name }: Finding,
  target: Target,
): Promise<Trace | null> {
  if (!isPure(target) || registered(name) === undefined) return null;
  return (await inMacrotask(() => recordRun(target, run, new Set([property])))).trace;
}

/** Better than nothing: the run is saved, and can be performed again. */
function undrawn({ finding, replayCommand: again, isLost = false }: Told, style: Style): string {
  const { target, property, id } = finding;
  const headline = style.paint('broken', ` ✖ ${target}  breaks ${property}`);
  const what = isLost ? 'and not saved; find it again with' : 'see it with';
  const remark = `finding ${id}, interrupted before it was drawn${isLost ? ' ' : '; '}${what}`;
  return `${headline}\n   ${remark}\n   ${again}\n`;
}
