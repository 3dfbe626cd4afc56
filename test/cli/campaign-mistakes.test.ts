// Mistakes around a campaign: each is said before anything is done, and by its right exit code.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { Refusal } from '../../adapters/refusal.ts';
import { readConfiguration } from '../../cli/configuration/file.ts';
import { corpusCommand } from '../../cli/corpus-command.ts';
import { planReporters } from '../../cli/reporters.ts';
import { emptyFolder, whitewater } from './whitewater.ts';

test('files that are no shards are a campaign of which all is missing', async (t) => {
  const folder = emptyFolder(t);
  writeFileSync(join(folder, 'junk.blob'), 'junk');
  const words = ['merge', 'junk.blob', 'none.blob', '--json', '--reporter', 'junit=j.xml'];
  const { code, stdout, stderr } = await whitewater(folder, words);
  t.is(code, 5, stderr);
  t.like(JSON.parse(stdout), { command: 'merge', verdict: 'inconclusive', shards: 0, targets: [] });
  t.regex(stderr, /^not a whole campaign: junk\.blob: it is not a campaign, or only a part$/m);
  t.regex(stderr, /^not a whole campaign: none\.blob: there is no such file$/m);
});

test('a corpus that is not there is no empty corpus', async (t) => {
  const missing = join(emptyFolder(t), 'nosuch');
  const refusal = { instanceOf: Refusal, message: /nosuch: there is no such folder$/ };
  await t.throwsAsync(corpusCommand('stats', [missing], { color: 'never' }), refusal);
  await t.throwsAsync(corpusCommand('minimize', [missing], { color: 'never' }), refusal);
});

test('what is in the place of a report is noticed before the hunt', (t) => {
  const folder = emptyFolder(t);
  const [file, other] = [join(folder, 'file'), join(folder, 'folder')];
  writeFileSync(file, '');
  mkdirSync(other);
  const refused = (reporter: string, message: RegExp): void => {
    t.throws(() => planReporters({ reporter: [reporter] }, {}), { instanceOf: Refusal, message });
  };
  refused(`html=${file}`, /^the folder of --reporter html is taken: '.+' is a file$/);
  refused(`junit=${other}`, /^the file of --reporter junit is taken: '.+' is a folder$/);
  refused('blob=part.blob', /^what merge reads is written by run --blob <file>$/);
  t.notThrows(() => planReporters({ reporter: [`html=${other}`, `junit=${file}`] }, {}));
});

test('a reporter in the file of settings is checked with all that is wrong there', async (t) => {
  const file = join(emptyFolder(t), 'whitewater.config.json');
  writeFileSync(file, JSON.stringify({ reporter: ['htm=x'], budgt: '1s' }));
  const { errors } = await readConfiguration(file);
  t.is(errors.length, 2, errors.join('\n'));
  t.regex(errors[0] ?? '', /: reporter: unknown reporter 'htm'; did you mean html\?$/);
  writeFileSync(file, JSON.stringify({ reporter: ['junit=j.xml', 'md'] }));
  t.deepEqual((await readConfiguration(file)).errors, []);
});
