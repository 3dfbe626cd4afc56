// A thread that breaks down: replaced once for each chunk, and reported the second time.
import test from 'ava';
import { Breakdowns } from '../../../campaign/threads/breakdowns.ts';

test('a chunk whose thread broke down is performed once more, and the second time reported', (t) => {
  const breakdowns = new Breakdowns();
  const error = new Error('out of memory');
  t.like(breakdowns.after(3, error), { kind: 'replace', first: [3] });
  t.like(breakdowns.after(4, error), { kind: 'replace', first: [4] }, 'another chunk is another');
  const after = breakdowns.after(3, error);
  if (after.kind !== 'end') return t.fail('it would be performed for ever');
  t.is(after.error.message, 'out of memory; twice, in chunk 3 (timed runs 601 to 800)');
});

test('threads that break down in ever other chunks end the hunt all the same', (t) => {
  const breakdowns = new Breakdowns();
  const kinds = [0, 1, 2, 3].map((chunk) => breakdowns.after(chunk, new Error('again')).kind);
  t.deepEqual(kinds, ['replace', 'replace', 'replace', 'end']);
});

test('between two chunks there is none to repeat; what the user can mend is not tried again', (t) => {
  const breakdowns = new Breakdowns();
  t.like(breakdowns.after(null, new Error('lost')), { kind: 'replace', first: [] });
  t.is(breakdowns.after(null, new Error('lost')).kind, 'end');
  const refusal = Object.assign(new Error('not installed'), { name: 'Refusal' });
  t.deepEqual(breakdowns.after(7, refusal), { kind: 'end', error: refusal });
});

test('whoever brings a module is told what in it breaks a thread', (t) => {
  const breakdowns = new Breakdowns(true);
  const hint = /; code of the target that throws outside of its steps does this$/;
  t.is(breakdowns.after(3, new Error('later')).kind, 'replace');
  const after = breakdowns.after(3, new Error('later'));
  t.regex(after.kind === 'end' ? after.error.message : '', hint);
});
