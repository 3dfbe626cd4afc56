// Wherever a target stands still, the run can be performed up to there, and saved.
import test, { type ExecutionContext } from 'ava';
import { LAB_TIMING } from '../../../core/timing.ts';
import { explore } from '../../../search/exploring/explore.ts';
import { recordRun } from '../../../search/running/record.ts';
import { endsWhere } from '../../../search/running/ends-where.ts';
import { performScenario } from '../../../search/running/perform-scenario.ts';
import { SAFETY_PROPERTIES } from '../../../search/running/perform-schedule.ts';
import { announceRuns, type RunUnderWay } from '../../../search/running/run-under-way.ts';
import { endingIn, NEVER_THROWS, trimmed } from '../../../search/shrinking/standing-run.ts';
import { Walker } from '../../../search/walking/walker.ts';
import { draw, Purpose } from '../../../simulator/luck.ts';
import { pureOf, type PureTarget } from '../../../simulator/target.ts';
import { raft } from '../../../targets/raft.ts';
import type { Action } from '../../../faults/action.ts';
import { scenarios } from '../running/scenarios.ts';

/** The same target, with a note of the run under way and of the content of its requests. */
function noted(): { readonly target: PureTarget; run: RunUnderWay | null; requests: string[] } {
  const notes = {
    target: pureOf(
      endsWhere(raft, (_, content) => {
        notes.requests.push(content());
        return false;
      }),
    ),
    run: null as RunUnderWay | null,
    requests: [] as string[],
  };
  const begins = (run: RunUnderWay): void => {
    notes.run = run;
    notes.requests = [];
  };
  const acts = (action: Action): void => {
    if (notes.run?.kind !== 'scenario') return;
    notes.run = { ...notes.run, actions: [...notes.run.actions, action] };
  };
  announceRuns(notes.target, { begins, acts });
  return notes;
}

/** Some of the requests of a run, the last included. */
function* someOf(requests: readonly string[], count: number): Generator<number> {
  const stride = Math.max(1, Math.floor(requests.length / count));
  for (let request = requests.length; request >= 1; request -= stride) yield request;
}

/** Performs the run as it would be saved, and asks whether it ends with that very request. */
function endsThere(
  t: ExecutionContext,
  run: RunUnderWay,
  requests: readonly string[],
  request: number,
): void {
  const standing = trimmed(raft, { run, request });
  const where = `${run.kind}, request ${request} of ${requests.length}`;
  if (standing === null) return t.fail(`${where}: the run does not come there again`);
  const contents: string[] = [];
  const heard = endsWhere(endingIn(raft, standing.request), (_, content) => {
    contents.push(content());
    return false;
  });
  const { result, trace } = recordRun(heard, standing.run, NEVER_THROWS);
  t.is(
    contents[standing.request - 1],
    requests[request - 1],
    `${where}: another request stands still`,
  );
  t.regex(result.violations[0]?.witness.observed ?? '', /^n\d stands still in /, where);
  // Nodes that have not booted yet do so all the same.
  t.true(
    trace.some(({ event }) => event.kind === 'threw'),
    where,
  );
  t.is(standing.size.events, result.events, where);
}

test('a scenario is performed again up to any request, and keeps what came before', (t) => {
  for (const scenario of scenarios(8)) {
    const notes = noted();
    performScenario(notes.target, scenario, { sought: null });
    const { run, requests } = notes;
    if (run === null) return t.fail('the run was not announced');
    for (const request of someOf(requests, 12)) endsThere(t, run, requests, request);
  }
});

test('an adversarial walk becomes a schedule that ends with the same request', (t) => {
  const faults = ['duplicate', 'crash', 'crashWithin'] as const;
  for (let walk = 0; walk < 12; walk += 1) {
    const notes = noted();
    const picks = Uint32Array.from({ length: 60 }, (_, index) =>
      draw(7, Purpose.walk, walk, index, 0),
    );
    const keepsOrder = walk % 2 === 1;
    const options = { properties: SAFETY_PROPERTIES, timing: LAB_TIMING, faults, keepsOrder };
    const walker = new Walker(notes.target, 3, options);
    for (const isWalked of [false, true]) {
      if (isWalked) walker.walk(picks);
      const { run, requests } = notes;
      if (run?.kind !== 'walk') return t.fail('the walk was not announced');
      t.is(run.picks.length, isWalked ? picks.length : 0);
      for (const request of someOf(requests, 12)) endsThere(t, run, requests, request);
    }
  }
});

test('a search leads to a shortest run that ends with the same request', (t) => {
  const bounds = { nodes: 3, maxDecisions: 4, maxTerm: null, faults: [], maxStates: 10_000 };
  const notes = noted();
  explore(notes.target, bounds, { properties: SAFETY_PROPERTIES, timing: LAB_TIMING });
  const { run, requests } = notes;
  if (run === null) return t.fail('the search was not announced');
  for (const request of someOf(requests, 12)) endsThere(t, run, requests, request);
});

test('a request that is never made is nowhere, however the run is performed', (t) => {
  const [scenario] = scenarios(1);
  if (scenario === undefined) return t.fail('there is no scenario');
  t.is(trimmed(raft, { run: { kind: 'scenario', ...scenario }, request: 10_000_000 }), null);
  const schedule = { kind: 'schedule', nodes: 3, timing: LAB_TIMING, decisions: [] } as const;
  t.is(trimmed(raft, { run: schedule, request: 1000 }), null);
  t.not(trimmed(raft, { run: schedule, request: 1 }), null);
});
