// The framework's first proof: every target that must break does, by the property it declares.
import test from 'ava';
import type { PropertyId } from '../../properties/property.ts';
import { hunt } from '../../search/hunt.ts';
import { replayFinding } from '../../search/replay.ts';
import { REGISTRY } from '../../targets/registry.ts';
import { huntFor } from './hunting.ts';

for (const { name, target, expected } of REGISTRY) {
  if (expected.verdict === 'held') continue;
  const property = expected.by as PropertyId;

  test(`${name} is found by ${property}, shrunk, and replays exactly`, (t) => {
    const options = huntFor(target, property, { shrinkExecutions: 1_500 });
    const { findings, progress, broken } = hunt(target, options);
    const [finding] = findings;
    if (finding === undefined) {
      t.fail(
        `${name} broke ${broken.join(', ') || 'nothing'} in ${progress.runs} runs of seed ` +
          `${options.seed}, but not ${property}: has a property or a fault become too weak?`,
      );
      return;
    }
    const { original, shrunk } = finding.shrinking;
    t.is(finding.property, property, 'shrinking must not change the property');
    t.true(shrunk.nodes <= original.nodes);
    t.true(shrunk.actions <= original.actions);
    t.true(shrunk.actions <= 8, `${shrunk.actions} actions are more than a reader can take in`);
    t.true(replayFinding(target, finding).same, 'a replay must go exactly as the finding says');
  });
}
