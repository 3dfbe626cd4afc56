import test from 'ava';
import { adviceFor } from '../../library/near-names.ts';
import { ACTIONS } from '../../faults/catalogue.ts';
import { REGISTRY } from '../../targets/registry.ts';

const TARGETS = REGISTRY.map(({ name }) => name);
const KINDS = ACTIONS.map(({ kind }) => kind);

test('Names of a group are listed by a command, a few others are written out', (t) => {
  t.regex(adviceFor('paxos', TARGETS, 'targets'), /^; all of them: .+ list targets$/);
  t.regex(adviceFor('crush', KINDS, 'faults'), /^; did you mean crash\? all of them: /);
  t.is(adviceFor('crush', ['crash', 'duplicate'], null), '; did you mean crash?');
  t.is(adviceFor('fast', ['lab', 'paper'], null), '; there are lab, paper');
  t.is(adviceFor('vote', ['votes', 'voter', 'note'], null), '; did you mean votes, voter or note?');
});
