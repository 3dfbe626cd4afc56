// A node whose first write is still under way is not down: no property takes it for a lost one.
import test from 'ava';
import { PROPERTIES } from '../../properties/catalogue.ts';
import { stillBooting, story, TIMEOUT_MS, type Story } from './story.ts';

/** Long enough for every bound: elections, commits, and leaders that must step down. */
const ROUNDS = 40;

/** n1 leads with the vote of n2, is heard by it all the time, and all is healed meanwhile. */
function ledByTwo(told: Story): Story {
  told.stands('n1').votes('n2', 'n1', 1).getsVote('n1', 'n2', 1).leads('n1').heals();
  for (let round = 0; round < ROUNDS; round += 1) {
    told
      .hears('n2', 'n1')
      .answers('n1', ['n2'])
      .after(TIMEOUT_MS / 4);
  }
  return told;
}

for (const { id } of PROPERTIES) {
  test(`${id} accuses nobody while a node still boots for the first time`, (t) => {
    t.deepEqual(ledByTwo(stillBooting(3, 2, [id])).broken, []);
  });
}

test('a node that still boots when leaders are overdue is not said to be down', (t) => {
  const because = (told: Story): string =>
    told
      .heals()
      .after(20 * TIMEOUT_MS)
      .after(40 * TIMEOUT_MS)
      .witness('eventual-leader')
      .join('\n');
  const booting = because(stillBooting(3, 2, ['eventual-leader']));
  t.regex(booting, /except that n3 was still booting/);
  const down = because(story(3, ['eventual-leader']).crashes('n3'));
  t.regex(down, /except that n3 stayed down/);
});
