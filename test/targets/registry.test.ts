import test from 'ava';
import { PROPERTIES } from '../../properties/catalogue.ts';
import { MUTANTS } from '../../targets/mutants/all.ts';
import { REGISTRY, registered } from '../../targets/registry.ts';

const POSSIBILITIES: readonly string[] = PROPERTIES.filter(
  ({ kind }) => kind === 'possibility',
).map(({ id }) => id);

const PROPERTY_IDS: readonly string[] = PROPERTIES.map(({ id }) => id);

test('every target is found by its name, and no name is taken twice', (t) => {
  for (const entry of REGISTRY) {
    t.is(registered(entry.name), entry, `${entry.name} is registered twice: rename one`);
    t.is(entry.target.name, entry.name, `the target of ${entry.name} must bear that name`);
    t.regex(entry.name, /^[a-z]+(-[a-z]+)*$/, `${entry.name}: lower case words with hyphens`);
    t.true(entry.title.length > 0 && entry.title.length <= 80, `${entry.name}: title too long`);
  }
  t.is(registered('no-such-target'), undefined);
});

test('raft is expected to hold, hosted or not, and everything else to break a property that exists', (t) => {
  for (const { name, expected } of REGISTRY) {
    t.is(expected.verdict, name === 'raft' || name === 'raft-live' ? 'held' : 'violated');
    if (expected.verdict === 'held') continue;
    t.true(PROPERTY_IDS.includes(expected.by), `${name}: no property is called ${expected.by}`);
  }
});

test('there is a mutant for each of the eight defects of the tutorial', (t) => {
  const letters = new Set(MUTANTS.map(({ seedDefect }) => seedDefect));
  for (const letter of 'abcdefgh') t.true(letters.has(letter as 'a'), `no mutant for ${letter}`);
});

test('each mutant tells its story, and names its sources', (t) => {
  for (const { id, story, sources, breaks, shortest, alsoBreaks, nodes } of MUTANTS) {
    const sentences = story.split('. ').length;
    t.true(sentences >= 2 && sentences <= 4, `${id}: two to four sentences, not ${sentences}`);
    t.true(story.endsWith('.'), `${id}: its story does not end`);
    t.true(sources.length > 0, `${id}: who had it?`);
    t.true(nodes.length > 0, `${id}: in clusters of which size can it be found?`);
    for (const { property, decisions } of alsoBreaks) {
      t.true(PROPERTY_IDS.includes(property), `${id}: no property is called ${property}`);
      // Hunts do not judge what is possible.
      const isPossibility = POSSIBILITIES.includes(property);
      const isSooner = property !== breaks && decisions < (shortest?.decisions ?? Infinity);
      t.false(
        isSooner && !isPossibility,
        `${id}: it breaks ${property} sooner, so that is what it must break`,
      );
    }
    const broken = PROPERTIES.find((property) => property.id === breaks);
    const isLiveness = broken?.kind === 'liveness';
    if (isLiveness) t.is(shortest, null, `${id}: its length depends on the clock`);
  }
});
