/** Performs test files one after the other in this process, until the first test fails. */
import { register } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { perform, takeTests } from './ava-stand-in.ts';

register('./replace-ava.mjs', import.meta.url);

for (const file of process.argv.slice(2)) {
  // The parent process reads from this which file failed.
  process.stdout.write(`${file}\n`);
  await import(pathToFileURL(resolve(file)).href);
  for (const test of takeTests()) await perform(test);
}
