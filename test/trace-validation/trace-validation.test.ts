import test from 'ava';
import { MUTANTS } from '../../targets/mutants/all.ts';
import { raft } from '../../targets/raft.ts';
import { adversarialRuns, timedRuns, type Run } from './drawn-runs.ts';
import { judged, refusalOf, tlc } from './tlc.ts';

/** Cluster sizes, and how many runs of each kind. */
const DRAWN = [
  { nodes: 1, timed: 5, adversarial: 10 },
  { nodes: 2, timed: 15, adversarial: 40 },
  { nodes: 3, timed: 40, adversarial: 120 },
  { nodes: 5, timed: 20, adversarial: 60 },
] as const;

const SEED = 20;

for (const { nodes, timed, adversarial } of DRAWN) {
  test(`the specification accepts runs of the core, with all faults, ${nodes} nodes`, (t) => {
    const jar = tlc(t);
    if (jar === null) return;
    const runs = [
      ...timedRuns(raft, { nodes, runs: timed, seed: SEED }),
      ...adversarialRuns(raft, { nodes, runs: adversarial, seed: SEED }),
    ];
    t.is(runs.length, timed + adversarial);
    const verdicts = judged(jar, nodes, runs);
    const refused = runs.find((_, index) => verdicts[index] === false);
    const why = refused === undefined ? '' : refusalOf(jar, nodes, refused);
    t.is(why, '', 'find the event at which TLC stops: the core or the specification is wrong');
  });
}

/** As far as random runs of this number break them; the others take longer hunts. */
const RUNS_OF_MUTANT = 300;
const BROKEN_OF_MUTANT = 3;
const MUTANTS_BROKEN = 30;

test('the specification refuses runs in which a mutant breaks a safety property', (t) => {
  const jar = tlc(t);
  if (jar === null) return;
  const drawn = { nodes: 3, runs: RUNS_OF_MUTANT, seed: SEED };
  const broken = MUTANTS.filter(({ nodes }) => nodes.includes(3)).flatMap(({ id, target }) =>
    adversarialRuns(target, drawn, true)
      .slice(0, BROKEN_OF_MUTANT)
      .map((run): readonly [string, Run] => [id, run]),
  );
  const mutants = new Set(broken.map(([id]) => id));
  t.true(mutants.size >= MUTANTS_BROKEN, `only ${[...mutants].join(', ')} broke anything`);
  const runs = broken.map(([, run]) => run);
  const accepted = judged(jar, 3, runs).flatMap((isAccepted, index) =>
    isAccepted ? [broken[index]?.[0]] : [],
  );
  t.deepEqual(accepted, [], 'a property says that these break Raft, and the specification not');
});
