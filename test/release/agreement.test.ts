import test from 'ava';
import { disagreements, type ReleaseParts } from './agreement.ts';

const CHANGELOG =
  '# Changelog\n\n## Unreleased\n\n## 1.2.0 - 2026-11-27\n\n### Added\n\n- All of it.\n';
const GOOD: ReleaseParts = {
  tag: 'v1.2.0',
  version: '1.2.0',
  lockVersion: '1.2.0',
  changelog: CHANGELOG,
};

test('A version whose tag, lock file and change log agree can be published', (t) => {
  t.deepEqual(disagreements(GOOD), []);
  const linked = CHANGELOG.replace('1.2.0 -', '[1.2.0] -').replace('Unreleased', '[Unreleased]');
  t.deepEqual(disagreements({ ...GOOD, changelog: linked }), []);
});

const BAD: readonly (readonly [Partial<ReleaseParts>, RegExp])[] = [
  [{ tag: 'v1.2.1' }, /^the tag is v1\.2\.1, and package\.json is of 1\.2\.0/],
  [{ tag: '1.2.0' }, /^the tag is 1\.2\.0/],
  [{ tag: '' }, /^the tag is /],
  [{ lockVersion: '1.1.0' }, /^package-lock\.json is of 1\.1\.0/],
  [{ version: '1.2', tag: 'v1.2', lockVersion: '1.2' }, /^package\.json: 1\.2 is no version/],
  [{ changelog: CHANGELOG.replace('1.2.0', '1.1.0') }, /^CHANGELOG\.md has no section "## 1\.2\.0/],
  [{ changelog: CHANGELOG.replace(' - 2026-11-27', '') }, /needs its date/],
  [{ changelog: CHANGELOG.replace('- All of it.', '') }, /says nothing of 1\.2\.0/],
  [{ changelog: CHANGELOG.replace('## 1', '- More.\n\n## 1') }, /has changes under "Unreleased"/],
];

for (const [index, [parts, message]] of BAD.entries()) {
  test(`What does not agree is told with its mend (${index + 1})`, (t) => {
    const [line = 'nothing is said', ...more] = disagreements({ ...GOOD, ...parts });
    t.regex(line, message);
    // A version of two numbers is missing from the change log, too.
    t.true(more.length <= 1, more.join('\n'));
  });
}

test('A dry run needs no tag, and may come before the section of its version', (t) => {
  const changelog = '# Changelog\n\n## Unreleased\n\n- All of it.\n';
  t.deepEqual(disagreements({ ...GOOD, tag: null, changelog }), []);
  t.is(disagreements({ ...GOOD, changelog }).length, 1, 'a tag needs the section');
});
