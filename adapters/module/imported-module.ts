/** Modules of the user: whatever is wrong with one becomes one line. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { shortened } from '../program/printable.ts';
import { Refusal } from '../refusal.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** `path` is relative to the current folder. Throws a {@link Refusal} that begins with it. */
export async function importedModule(path: string): Promise<Fields> {
  return imported(path, userFile(path));
}

/** The whole path of a file of the user. Throws a {@link Refusal} if there is none. */
export function userFile(path: string): string {
  const file = resolve(path);
  const status = statSync(file, { throwIfNoEntry: false });
  if (status === undefined) throw new Refusal(`${path}: there is no such file`);
  if (!status.isFile()) throw new Refusal(`${path}: it is not a file`);
  return file;
}

async function imported(path: string, file: string): Promise<Fields> {
  try {
    return (await import(pathToFileURL(file).href)) as Fields;
  } catch (error) {
    const { code, message } = (error ?? {}) as {
      readonly code?: string;
      readonly message?: string;
    };
    if (code === 'ERR_UNKNOWN_FILE_EXTENSION' && /"\.m?ts"/.test(message ?? '')) {
      throw new Refusal(
        `${path}: this Node (${process.version}) imports no TypeScript: use Node 22.18 or newer, ` +
          'or give the JavaScript that a compiler makes of it',
      );
    }
    throw new Refusal(`${path}: it cannot be imported: ${firstLine(error)}`);
  }
}

/** What a compiler makes of a default export for older modules is packed once more. */
export function defaultExport({ default: exported }: Fields): unknown {
  return isFields(exported) && exported['__esModule'] === true ? exported['default'] : exported;
}

/** Compilers put nothing but a heading into the first. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const [first = '', second = ''] = text.split('\n').filter((line) => line.trim() !== '');
  return shortened(first.endsWith(':') ? `${first} ${second.trim()}` : first);
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
