// A program that says it can copy its nodes is taken at its word only after it has done so.
import test, { type ExecutionContext } from 'ava';
import { connected, editedElection, heldCommandOf } from '../programs.ts';

function isRefused(t: ExecutionContext, command: string, message: RegExp): void {
  const error = t.throws(() => connected(t, command), { name: 'ProgramFault', message });
  t.notRegex(error.message, /\p{Cc}/u, 'one line, harmless for a terminal');
}

/** What is wrong with the copies of the example, and what is said of it. */
const DEFECTS: Readonly<Record<string, readonly [from: string, to: string, message: RegExp]>> = {
  'is the original': [
    '{ ...this.#now }',
    'this.#now',
    /a node that was copied, or its copy, answers receive requestVote from n1 differently: /,
  ],
  'shares one list with the original': [
    'now.votes = [...now.votes, voter].sort();',
    'now.votes.push(voter);',
    /answers receive voteReply from n2 differently: .*Copy all of a node, and let the two share/,
  ],
  'lacks what the original knows': [
    '{ ...this.#now }',
    '{ ...this.#now, votes: [] }',
    /answers receive voteReply from n2 differently: .* or leave out "fork"$/,
  ],
};

for (const [name, [from, to, message]] of Object.entries(DEFECTS)) {
  test(`a program is refused whose copy of a node ${name}`, (t) => {
    isRefused(t, editedElection(t, { [from]: to }), message);
  });
}

test('a program is refused that cannot copy, though it says so', (t) => {
  const message = /it says "fork": true, but when copied: a node cannot be copied$/;
  isRefused(t, heldCommandOf('cannotCopy', 'fork'), message);
  isRefused(t, heldCommandOf('shallow', 'fork'), /answers timer election differently/);
});

for (const way of ['well', 'exits', 'error', 'shared', 'luck', 'role']) {
  test(`what is wrong without any copy is left to a run to find: ${way}`, (t) => {
    const { target } = connected(t, heldCommandOf(way, 'fork', 'batches'));
    t.is(target.name, 'exec:held-counter');
  });
}
