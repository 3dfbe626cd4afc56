/**
 * Prints what runs, searches and a finding come to in the Node that performs this file, as one
 * object of fingerprints: each must be the same in every version.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { connectProgram, type ConnectedProgram } from '../../adapters/program/connected.ts';
import { Patience } from '../../adapters/program/patience.ts';
import { wasmTarget } from '../../adapters/wasm/wasm-target.ts';
import { LAB_TIMING } from '../../core/timing.ts';
import { ACTIONS } from '../../faults/catalogue.ts';
import { scenarioArbitrary } from '../../faults/scenario-arbitrary.ts';
import { SEARCH_FAULTS } from '../../search/exploring/bounds.ts';
import { explore } from '../../search/exploring/explore.ts';
import type { HuntOptions } from '../../search/hunting/hunt-options.ts';
import { hunt } from '../../search/hunting/hunt.ts';
import { performScenario } from '../../search/running/perform-scenario.ts';
import { SAFETY_PROPERTIES } from '../../search/running/perform-schedule.ts';
import type { PureTarget, Target } from '../../simulator/target.ts';
import { votesWithoutMemory } from '../../targets/mutants/votes-without-memory.ts';
import { raft } from '../../targets/raft.ts';
import { Digest } from '../../trace/digest.ts';
import { tinyLive } from '../adapters/wasm/tiny-live.ts';
import { tinyRaft } from '../adapters/wasm/tiny-raft.ts';

const SEED = 7;
const RUNS = 200;
const FAULTS = ACTIONS.map(({ kind }) => kind);

/** Of every event of so many drawn runs. */
function tracesOf(target: Target, runs: number): string {
  const range = { nodes: [3, 5], kinds: FAULTS, maxActions: 30, timing: LAB_TIMING };
  const scenarios = fc.sample(scenarioArbitrary({ ...range, mayReorder: true }), {
    seed: SEED,
    numRuns: runs,
  });
  const digest = new Digest();
  for (const scenario of scenarios) {
    performScenario(target, scenario, { sought: null, observers: [digest] });
  }
  return digest.value;
}

/** Of all that a hunt comes to, its findings and counts included. */
function huntIn(target: Target, maxRuns: number, maxFindings: number): string {
  const options: HuntOptions = {
    seed: SEED,
    maxRuns,
    nodes: [3],
    sought: null,
    faults: FAULTS,
    timing: LAB_TIMING,
    maxFindings,
    engines: ['timed', 'adversarial'],
    searchFaults: SEARCH_FAULTS,
    maxActions: 30,
    shouldStop: () => false,
  };
  const { outcome, findings, progress } = hunt(target, options);
  return fingerprint([outcome.kind, findings, progress]);
}

function searchIn(target: PureTarget, maxDecisions: number): string {
  const bounds = { nodes: 3, maxDecisions, maxTerm: 2, faults: SEARCH_FAULTS, maxStates: 1e6 };
  return fingerprint(
    explore(target, bounds, { properties: SAFETY_PROPERTIES, timing: LAB_TIMING }),
  );
}

function fingerprint(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}

/** The example of a program that holds its nodes, in this very version of Node. */
function heldElection(source: string): ConnectedProgram {
  const file = join(folder, `${createHash('sha256').update(source).digest('hex')}.mjs`);
  writeFileSync(file, source);
  const request = { command: `'${process.execPath}' '${file}'`, limitMs: 10_000, transcript: null };
  const [patience, other] = [new Patience().shared, new Patience().shared];
  // Two processes hold its nodes, as in a search of the command line.
  return connectProgram({ request, patience, others: [other], hello: null });
}

const folder = mkdtempSync(join(tmpdir(), 'whitewater-digests-'));
const EXAMPLE = new URL('../../examples/step-protocol/held-election.mjs', import.meta.url);
const source = readFileSync(EXAMPLE, 'utf8');
const alone = source.replace(', fork: true, batches: true', '');
if (alone === source) throw new Error('the example no longer says that it can fork');
const [copied, repeated] = [heldElection(source), heldElection(alone)];

const module = wasmTarget(tinyRaft({ answersBeforeWriting: true }));
const liveModule = wasmTarget(tinyLive());
const digests = {
  'every event of 200 timed runs of raft': tracesOf(raft, RUNS),
  'a hunt of 200 timed and 2,000 adversarial runs of raft': huntIn(raft, RUNS, 1),
  'a search of raft to the end, 6 decisions': searchIn(raft, 6),
  'a finding in a mutant, shrunk': huntIn(votesWithoutMemory.target, RUNS, 1),
  'every event of 20 timed runs of a module of WebAssembly': tracesOf(module, 20),
  'a search that finds the defect of that module': searchIn(module, 4),
  'every event of 20 timed runs of live code in WebAssembly': tracesOf(liveModule, 20),
  'every event of 20 timed runs of a program that holds its nodes': tracesOf(copied.target, 20),
  'a search that finds the defect of that program, in copies of nodes': searchIn(copied.target, 4),
  'the same search, with nodes that are brought there again': searchIn(repeated.target, 4),
};
for (const { close } of [copied, repeated]) close();
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify(digests)}\n`);
