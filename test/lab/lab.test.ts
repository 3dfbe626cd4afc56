// The lab's own three tests, as scenarios in the simulated world. Each seed is another run.
import test from 'ava';
import { between, draw, Purpose } from '../../simulator/luck.ts';
import { LabCluster } from './cluster.ts';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

for (const seed of SEEDS) {
  test(`initial election: one leader, terms agree, and it stays (seed ${seed})`, (t) => {
    const cluster = new LabCluster(3, seed);
    const leader = cluster.elected();
    t.not(leader, null, 'nobody was elected');
    cluster.elapse(50);
    const terms = cluster.terms();
    t.is(terms.length, 1, `terms do not agree: ${terms.join(', ')}`);
    t.true((terms[0] ?? 0) >= 1);
    cluster.elapse(1_100);
    t.deepEqual(cluster.leaders(), [leader], 'the leader changed without a fault');
    t.deepEqual(cluster.terms(), terms, 'the term changed without a fault');
    t.deepEqual(cluster.broken, []);
  });

  test(`re-election after network failure (seed ${seed})`, (t) => {
    const cluster = new LabCluster(3, seed);
    const first = cluster.elected() ?? 0;
    cluster.disconnect(first);
    const second = cluster.elected() ?? 0;
    t.not(second, 0, 'no new leader was elected while the old one was cut off');
    t.not(second, first);

    cluster.connect(first);
    cluster.elapse(300);
    t.is(cluster.elected(), second, 'the old leader disturbed the new one when it came back');
    t.is(cluster.roleOf(first), 'follower');

    const other = cluster.nodes.find((node) => node !== second) ?? 0;
    cluster.disconnect(second, other);
    cluster.elapse(1_100);
    t.deepEqual(cluster.leaders(), [], 'somebody leads without a quorum');
    t.not(cluster.roleOf(second), 'leader', 'the leader did not step down without a quorum');

    cluster.connect(other);
    t.not(cluster.elected(), null, 'the quorum is back, and still there is no leader');
    cluster.connect(second);
    t.not(cluster.elected(), null, 'everyone is back, and there is no leader');
    t.deepEqual(cluster.broken, []);
  });

  test(`many elections: seven nodes, three cut off, ten times over (seed ${seed})`, (t) => {
    const cluster = new LabCluster(7, seed);
    t.not(cluster.elected(), null);
    for (let round = 1; round <= 10; round += 1) {
      const cut = threeOfSeven(seed, round);
      cluster.disconnect(...cut);
      t.not(cluster.elected(), null, `round ${round}: no leader without n${cut.join(', n')}`);
      cluster.connect(...cut);
    }
    cluster.elapse(1_000);
    t.not(cluster.elected(), null, 'no leader at the end');
    t.is(cluster.leaders().length, 1);
    t.deepEqual(cluster.broken, []);
  });
}

function threeOfSeven(seed: number, round: number): number[] {
  const left = [1, 2, 3, 4, 5, 6, 7];
  return [1, 2, 3].map((turn) => {
    const place = between(draw(seed, Purpose.swarm, round, turn, 0), 0, left.length - 1);
    return left.splice(place, 1)[0] ?? 0;
  });
}
