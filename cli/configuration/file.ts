/** The configuration file: which one holds, and what is in it. */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { defaultExport, firstLine, importedModule } from '../../adapters/module/imported-module.ts';
import { Refusal } from '../../adapters/refusal.ts';
import { lookedAt } from '../../campaign/findings/place.ts';
import { nearNames } from '../../library/near-names.ts';
import { quoted } from '../choice.ts';
import { inOneLine } from '../failure.ts';
import { refuseUnfit, schemaOf, type Typed } from './forms.ts';
import { SETTING_NAMES, SETTINGS, type SettingName } from './settings.ts';

/** What a file says, and all that is wrong with it, one line each. */
export interface FileSettings {
  readonly values: ReadonlyMap<SettingName, Typed>;
  readonly errors: readonly string[];
}

/** Throws a {@link Refusal} of one line that begins with its name, if it cannot be read. */
export async function readConfiguration(file: string): Promise<FileSettings> {
  const given = await contentOf(file);
  return readOut(file, () => settingsOf(file, given));
}

/** Reading a value of a module may run code of the module, and that may throw. */
function readOut<Read>(file: string, read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`${file}: its settings cannot be read: ${firstLine(error)}`);
  }
}

function settingsOf(file: string, given: unknown): FileSettings {
  const content = settingsIn.safeParse(given);
  if (!content.success) throw new Refusal(`${file}: it must be an object with settings`);
  const values = new Map<SettingName, Typed>();
  const errors = Object.keys(content.data).flatMap((key) => {
    const name = SETTING_NAMES.find((known) => known === key);
    if (name === undefined) return [`${file}: unknown setting ${quoted(key)}${meant(key)}`];
    const parsed = schemaOf(SETTINGS[name].form).safeParse(content.data[key]);
    if (!parsed.success) return [`${file}: ${name} ${parsed.error.issues[0]?.message ?? ''}`];
    const objection = objectionToValue(name, parsed.data);
    if (objection === null) values.set(name, parsed.data);
    return objection === null ? [] : [`${file}: ${objection}`];
  });
  return { values, errors };
}

const MODULE = /[.][cm]?[jt]s$/;

const settingsIn = z.record(z.string(), z.unknown());

/** In the words of the file, where a flag would have said its own name. */
function objectionToValue(name: SettingName, value: Typed): string | null {
  try {
    refuseUnfit(SETTINGS[name].form, name, value);
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const message = error.message.replace(`--${name}`, name);
    return message.startsWith(name) ? message : `${name}: ${message}`;
  }
}

async function contentOf(file: string): Promise<unknown> {
  if (!existsSync(file)) throw new Refusal(`${file}: there is no such file`);
  if (MODULE.test(file)) {
    const module = await importedModule(file);
    return readOut(file, () => defaultExport(module));
  }
  if (!file.endsWith('.json')) {
    throw new Refusal(`${file}: a configuration is JSON, or a module: .json, .js, .mjs, .cjs, .ts`);
  }
  const text = lookedAt(file, () => readFileSync(file, 'utf8'));
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Refusal(`${file}: it is not JSON: ${inOneLine((error as Error).message)}`);
  }
}

function meant(key: string): string {
  const [near] = nearNames(key, SETTING_NAMES);
  return near === undefined ? '; docs/CONFIGURATION.md has all' : `; did you mean ${near}?`;
}
