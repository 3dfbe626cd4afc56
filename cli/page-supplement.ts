/** Gathers what a page shows beside the finding and its trace: other runs of the same target. */
import { gzipSync } from 'node:zlib';
import { NO_SUPPLEMENT, type Chance, type PageSupplement } from '../reports/page/supplement.ts';
import type { FindingReport } from '../reports/terminal/finding-report.ts';
import { runFacts } from '../search/run-facts.ts';
import { testedAlong } from '../search/running/tested-along.ts';
import { trialsOf } from '../search/running/trials.ts';
import type { Finding } from '../search/finding.ts';
import { chanceAlong } from '../search/walking/chance.ts';
import { isPure, type Target } from '../simulator/target.ts';
import { registered } from '../targets/registry.ts';
import { browserScript } from './browser-script.ts';
import { originalRun } from './original-run.ts';

/** What may be performed for a page: runs of our own pure targets, in this process. */
export function targetHere(name: string): Target | null {
  const target = registered(name)?.target;
  return target !== undefined && isPure(target) ? target : null;
}

/** `target` is null if runs of it cannot be performed here. */
export function pageSupplement(
  report: FindingReport,
  target: Target | null,
  chanceRuns: number | null,
): PageSupplement {
  const { finding, trace } = report;
  const { run, property } = finding;
  const { nodes, timing } = run;
  const facts = target === null ? { nodes, ...timing } : runFacts(target, nodes, timing);
  return {
    ...NO_SUPPLEMENT,
    client: browserScript('page'),
    compress: (json) => gzipSync(json, { level: 9 }).toString('base64'),
    original: target === null ? null : originalRun(finding, target, trace),
    trials: target === null || !isPure(target) ? [] : trialsOf(target, run, property),
    chance: chanceRuns === null ? null : chanceOf(finding, target, chanceRuns),
    tested: testedAlong(trace, property, facts),
  };
}

/** The same seed for every page: the same finding has the same curve. */
const CHANCE_SEED = 1;
/** Random decisions after the given ones: about what a short election takes. */
const CHANCE_DECISIONS = 30;

/** Null for what cannot be continued without a clock. */
function chanceOf({ run, property }: Finding, target: Target | null, runs: number): Chance | null {
  if (target === null || run.kind !== 'schedule' || !isPure(target)) return null;
  const options = { seed: CHANCE_SEED, runs, decisions: CHANCE_DECISIONS };
  const points = chanceAlong(target, run, property, options);
  return points === null ? null : { ...options, points };
}
