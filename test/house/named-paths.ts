/** Paths of this project that a document names, in links, in backticks and in blocks of code. */
import { posix } from 'node:path';

/** The files and folders of the project. */
export interface Holdings {
  /** Paths of all files, from the root. */
  readonly files: ReadonlySet<string>;
  /** Paths of all folders, from the root, without a slash at the end. */
  readonly folders: ReadonlySet<string>;
}

/** Endings of the project's files: a bare name such as `election.js` is a user's. */
const ours = /\.(ts|mjs|md)$/;

/** Folders that commands make. */
const made = /^(\.whitewater|coverage|dist|docs\/api|node_modules)(\/|$)/;

export function holdingsOf(paths: readonly string[]): Holdings {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) {
      folders.add(path.slice(0, at));
    }
  }
  return { files: new Set(paths), folders };
}

/** The paths that a document names and the project lacks, each as `document:line path`. */
export function missingPaths(document: string, text: string, holdings: Holdings): string[] {
  let isBlock = false;
  return text.split('\n').flatMap((line, index) => {
    const isFence = /^\s*(```|~~~)/.test(line);
    if (isFence) isBlock = !isBlock;
    if (isFence) return [];
    const missing = isBlock ? missingInBlock(line, holdings) : missingInText(line, holdings);
    const links = isBlock ? [] : missingLinks(document, line, holdings);
    return [...missing, ...links].map((path) => `${document}:${index + 1} ${path}`);
  });
}

/** In text a path may leave out where it begins: `rules.ts` is enough for `core/rules.ts`. */
function missingInText(line: string, holdings: Holdings): string[] {
  const words = [...line.matchAll(/`([^`]+)`/g)].flatMap(([, code = '']) => {
    // A folder that a command is given may be the reader's own.
    const folder = code.endsWith('/') ? [code] : [];
    return [...folder, ...code.split(/\s+/).filter((word) => !word.endsWith('/'))].map(bare);
  });
  return words.filter((word) => {
    if (!isPath(word) || made.test(word)) return false;
    const isNamed = ours.test(word) || word.endsWith('/') || isBelowOurs(word, holdings);
    return isNamed && !isHeld(word, holdings, true);
  });
}

/** In a block of code only what begins with a folder of the project is surely a path of it. */
function missingInBlock(line: string, holdings: Holdings): string[] {
  const words = line.split(/[\s'"`,()]+/).map(bare);
  return words.filter((word) => {
    if (!isPath(word) || made.test(word) || !/\.\w+$/.test(word)) return false;
    return isBelowOurs(word, holdings) && !isHeld(word, holdings, false);
  });
}

/** Of a line: relative links alone, each from the folder of its document. */
export function missingLinks(document: string, line: string, holdings: Holdings): string[] {
  const links = [...line.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, link = '']) => link);
  return links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const path = posix.join(posix.dirname(document), link);
    return !made.test(path) && !isHeld(path, holdings, false);
  });
}

/** Without what a sentence puts behind a path, and without a line number. */
function bare(word: string): string {
  return word.replace(/[,;.]+$/, '').replace(/:\d+(-\d+)?$/, '');
}

/** Placeholders, options, addresses, and paths of the reader's own (`./election.ts`) are none. */
function isPath(word: string): boolean {
  return /^[A-Za-z][\w./*-]*$/.test(word) && /[./]/.test(word);
}

function isBelowOurs(word: string, { folders }: Holdings): boolean {
  return word.includes('/') && folders.has(word.slice(0, word.indexOf('/')));
}

function isHeld(word: string, { files, folders }: Holdings, mayBeShort: boolean): boolean {
  // Of a pattern the folder counts.
  const pattern = word.indexOf('*');
  const path = pattern === -1 ? word : word.slice(0, word.lastIndexOf('/', pattern) + 1);
  const wanted = path.replace(/\/$/, '');
  if (wanted === '' || wanted === '.' || files.has(wanted) || folders.has(wanted)) return true;
  if (!mayBeShort) return false;
  return [...files, ...folders].some((held) => held.endsWith(`/${wanted}`));
}
