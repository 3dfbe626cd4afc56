/** Reads one saved finding; whatever is wrong with the file becomes one clear line. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../search/finding.ts';
import type { Pinned } from './pinned.ts';
import { Refusal } from '../../adapters/refusal.ts';
import { lookedAt } from './place.ts';
import type { UnshrunkFinding } from './unshrunk.ts';

/** The name of the file within the folder of a finding. */
export const FINDING_FILE = 'finding.json';

/** Far more than the longest run takes. */
const MAX_BYTES = 16_000_000;

/** `path` is the file or its folder; pinned or not. Throws a {@link Refusal}. */
export async function readFinding(path: string): Promise<Finding> {
  const { parseFinding } = await import('./finding-schema.ts');
  return readAs(parseFinding, fileAt(path));
}

/** The same for one that is not shrunk yet. */
export async function readUnshrunk(file: string): Promise<UnshrunkFinding> {
  const { parseUnshrunk } = await import('./failure-schema.ts');
  return readAs(parseUnshrunk, file);
}

/** A finding, or one that is not shrunk yet. */
export type SavedFinding =
  | { readonly kind: 'finding'; readonly finding: Finding }
  | { readonly kind: 'unshrunk'; readonly unshrunk: UnshrunkFinding };

/** The same for a finding that may not be shrunk yet. */
export async function readSaved(path: string): Promise<SavedFinding> {
  const { isRecord, parseFinding } = await import('./finding-schema.ts');
  const { parseUnshrunk } = await import('./failure-schema.ts');
  return readAs((json): SavedFinding => {
    return isRecord(json) && 'whitewaterUnshrunk' in json
      ? { kind: 'unshrunk', unshrunk: parseUnshrunk(json) }
      : { kind: 'finding', finding: parseFinding(json) };
  }, fileAt(path));
}

/** The same for a finding that is pinned as a regression. */
export async function readPinned(file: string): Promise<Pinned> {
  const { parsePinned } = await import('./finding-schema.ts');
  return readAs(parsePinned, file);
}

function readAs<Content>(parse: (json: unknown) => Content, file: string): Content {
  const json = parsed(file, textOf(file));
  try {
    return parse(json);
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(`${file}: ${error.message}`) : error;
  }
}

function fileAt(path: string): string {
  const status = lookedAt(path, () => statSync(path, { throwIfNoEntry: false }));
  if (status?.isDirectory() !== true) return path;
  const file = join(path, FINDING_FILE);
  if (lookedAt(file, () => statSync(file, { throwIfNoEntry: false })) !== undefined) return file;
  throw new Refusal(`${path}: it is no folder of a finding: there is no ${FINDING_FILE} in it`);
}

function textOf(file: string): string {
  const status = lookedAt(file, () => statSync(file, { throwIfNoEntry: false }));
  if (status === undefined) throw new Refusal(`${file}: there is no such file`);
  if (!status.isFile()) throw new Refusal(`${file}: it is not a file`);
  if (status.size > MAX_BYTES) {
    throw new Refusal(`${file}: it has ${status.size} bytes, and no finding has over ${MAX_BYTES}`);
  }
  return lookedAt(file, () => readFileSync(file, 'utf8'));
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(`${file}: it is not JSON, or only the first part of it`);
  }
}
