/** The faults of a run that last, from the step at which they are seen to that of their end. */
import type { Finding } from '../../search/finding.ts';
import { keptActions } from './kept-actions.ts';
import type { DescribedAction } from './kept.ts';
import type { Row } from './row.ts';
import type { Rail } from './shown-run.ts';

interface Performed {
  readonly finding: Pick<Finding, 'run' | 'ablation'>;
  readonly actions: readonly DescribedAction[];
}

/** None for decisions: they take no time. */
export function railsOf(
  { finding: { run, ablation }, actions }: Performed,
  rows: readonly Row[],
): readonly Rail[] {
  if (run.kind === 'schedule') return [];
  return keptActions(run, actions, ablation).flatMap(({ id, fromMs, toMs }): readonly Rail[] => {
    const end = toMs ?? Infinity;
    const during = rows.filter(({ timeMs }) => timeMs >= fromMs && timeMs <= end);
    const [first] = during;
    const last = during.at(-1);
    if (end === fromMs || first === undefined || last === undefined) return [];
    return [{ id, from: first.number, to: last.number }];
  });
}
