/**
 * `npm run release:check`: whether the tag in GITHUB_REF_NAME, or the one that is given, agrees
 * with package.json, its lock file and the change log. `--dry` checks without a tag.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { root } from '../house/checkout.ts';
import { disagreements } from './agreement.ts';

const { values, positionals } = parseArgs({
  options: { dry: { type: 'boolean', default: false } },
  allowPositionals: true,
});

function textOf(name: string): string {
  return readFileSync(join(root, name), 'utf8');
}

function versionIn(name: string): string {
  return z.object({ version: z.string() }).parse(JSON.parse(textOf(name))).version;
}

const tag = values.dry ? null : (positionals[0] ?? process.env['GITHUB_REF_NAME'] ?? '');
const version = versionIn('package.json');
const lines = disagreements({
  tag,
  version,
  lockVersion: versionIn('package-lock.json'),
  changelog: textOf('CHANGELOG.md'),
});
for (const line of lines) console.error(line);
const files = 'package.json, package-lock.json and CHANGELOG.md';
const all = tag === null ? `${files} agree (a dry run: there is no tag)` : `${tag}, ${files} agree`;
if (lines.length === 0) console.log(`${version}: ${all}`);
process.exitCode = lines.length === 0 ? 0 : 1;
