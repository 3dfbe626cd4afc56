// What is pinned in corpus/regressions stays as it was pinned.
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { pinnedFiles } from '../../campaign/findings/regressions.ts';
import { checkFile } from '../../cli/check-command.ts';
import { noteNotInstalled } from '../targets/installed.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = pinnedFiles(`${root}/corpus/regressions`);

for (const file of files) {
  const name = file.slice(root.length).replace(/^\//, '');

  test(`${name} is as it was pinned`, async (t) => {
    const { isFine, isLeftOut, text, finding, remedy } = await checkFile(file);
    if (isLeftOut) return noteNotInstalled(t, `${text}: ${remedy ?? 'install it'}`);
    const advice = 'if this is meant, pin it anew as CONTRIBUTING.md says, or remove the file';
    t.true(isFine, `${finding?.target ?? name}: ${text}; ${advice}`);
  });
}

test('something is pinned', (t) => {
  t.true(files.length > 0, 'corpus/regressions is empty: the tests above test nothing');
});
