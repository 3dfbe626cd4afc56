/** A search as reporters are told of it: a line about its target, and a case for each property. */
import type { Exploration } from '../campaign/threads/explore-job.ts';
import { stoodStillText } from '../campaign/threads/stood-still.ts';
import { propertyNamed } from '../properties/catalogue.ts';
import type { CaseLine } from '../reports/events/run-line.ts';
import { explorationText } from '../reports/terminal/explore.ts';
import type { ExitCodeValue } from './exit-code.ts';
import { summaryOf } from './explore-outcome.ts';
import type { ExplorePlan } from './explore-plan.ts';
import type { KeptFinding } from './keep-finding.ts';
import type { Content, Judged } from './reporting.ts';
import { detailsOf } from './run-cases.ts';

type Case = Content<CaseLine>;

const NO_FINDING = { details: '', finding: null } as const;

/** What a search adds to a report. A case is bad if, and only if, its exit code is. */
export function judgedOfSearch(
  plan: ExplorePlan,
  exploration: Exploration,
  code: ExitCodeValue,
  kept: readonly KeptFinding[],
): Judged {
  const { outcome, states, decisions, wallMs } = exploration;
  const summary = summaryOf(plan, exploration, code);
  const { target, breaks, setting, isAsExpected, bounds } = summary;
  const text = explorationText(summary);
  const { nodes, maxDecisions } = bounds;
  const line = {
    ...{ target, breaks, setting, text, asExpected: isAsExpected },
    verdict: outcome.kind,
    wallMs: Math.round(wallMs),
    figures: { nodes, maxDecisions, states, decisions },
    exercised: {},
    faults: {},
  };
  const found = kept.map((one) => foundCase(target, one, isAsExpected));
  const others = otherCases(plan, exploration, text, kept);
  return {
    reports: kept.flatMap(({ report }) => (report === null ? [] : [report])),
    targets: [line],
    cases: [...found, ...others, ...undecidedCases(target, exploration, text, isAsExpected)],
  };
}

function foundCase(suite: string, found: KeptFinding, isFine: boolean): Case {
  const { id, property, witness } = found.finding;
  const observed = `${propertyNamed(property).claim}: ${witness.observed}`;
  return {
    suite,
    name: property,
    property,
    outcome: isFine ? 'passed' : 'failure',
    message: isFine ? `broken, as it must be: ${observed}` : observed,
    details: isFine ? '' : detailsOf(found),
    finding: id,
  };
}

/** A search ends at its first find: of the other properties nothing is proved then. */
function otherCases(
  { entry, request }: ExplorePlan,
  { outcome }: Exploration,
  text: string,
  kept: readonly KeptFinding[],
): readonly Case[] {
  const broken = kept.map(({ finding }) => finding.property);
  const isProved = outcome.kind === 'complete';
  return request.properties
    .filter((property) => !broken.includes(property))
    .map((property) => ({
      suite: entry.name,
      name: property,
      property,
      outcome: isProved ? 'passed' : 'skipped',
      message: isProved ? text : 'not decided',
      ...NO_FINDING,
    }));
}

function undecidedCases(
  suite: string,
  { outcome }: Exploration,
  text: string,
  isFine: boolean,
): readonly Case[] {
  if (isFine || outcome.kind === 'violated') return [];
  if (outcome.kind !== 'stoodStill') {
    const name = 'search';
    return [{ suite, name, property: null, outcome: 'error', message: text, ...NO_FINDING }];
  }
  const property = 'never-throws';
  const message = stoodStillText(outcome);
  return [{ suite, name: property, property, outcome: 'failure', message, ...NO_FINDING }];
}
