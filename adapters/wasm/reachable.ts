/**
 * A module rewritten so that an instance of it can be copied: every global that may change is
 * exported, and its memory has a bound. What the code does stays the same.
 */
import { Refusal } from '../refusal.ts';
import { PAGE_BYTES } from './engine.ts';
import { leb128, moduleOf, Reader, SECTION, sectionsOf, type Section } from './sections.ts';

export interface ReachableModule {
  readonly bytes: Uint8Array;
  /** Names under which the globals that may change are exported. */
  readonly globals: readonly string[];
}

const FUNCTION = 0;
const TABLE = 1;
const MEMORY = 2;
const GLOBAL = 3;

/** No name of a compiler begins like this. */
const PREFIX = '$whitewater.global.';

/**
 * `maxPages` of 64 KiB are the most that the memory may grow to. Throws a {@link Refusal} of one
 * line if it begins with more.
 */
export function reachableModule(original: Uint8Array, maxPages: number): ReachableModule {
  const sections = sectionsOf(original);
  const imported = importedGlobals(sections);
  const changing = changingGlobals(sections).map((index) => index + imported);
  const rewritten = sections.map((section) => {
    if (section.id === SECTION.exports) return { ...section, body: exporting(section, changing) };
    return section.id === SECTION.memory
      ? { ...section, body: bounded(section, maxPages) }
      : section;
  });
  const globals = changing.map((index) => `${PREFIX}${index}`);
  return { bytes: moduleOf(original, rewritten), globals };
}

/** How many globals come from outside: those of the module are numbered after them. */
function importedGlobals(sections: readonly Section[]): number {
  const section = sections.find(({ id }) => id === SECTION.imports);
  if (section === undefined) return 0;
  const reader = new Reader(section.body);
  let globals = 0;
  for (let count = reader.number(); count > 0; count -= 1) {
    reader.bytes(reader.number());
    reader.bytes(reader.number());
    const kind = reader.byte();
    if (kind === GLOBAL) globals += 1;
    skipImport(reader, kind);
  }
  return globals;
}

function skipImport(reader: Reader, kind: number): void {
  switch (kind) {
    case FUNCTION:
      reader.number();
      return;
    case TABLE:
      reader.byte();
      readLimits(reader);
      return;
    case MEMORY:
      readLimits(reader);
      return;
    case GLOBAL:
      reader.bytes(2);
      return;
    default:
      throw new RangeError(`an import of the unknown kind ${kind}`);
  }
}

interface Limits {
  readonly flags: number;
  readonly min: number;
  readonly max: number | null;
}

function readLimits(reader: Reader): Limits {
  const flags = reader.byte();
  const min = reader.number();
  return { flags, min, max: flags % 2 === 1 ? reader.number() : null };
}

/** Positions of those that may change among the globals of the module itself. */
function changingGlobals(sections: readonly Section[]): readonly number[] {
  const section = sections.find(({ id }) => id === SECTION.globals);
  if (section === undefined) return [];
  const reader = new Reader(section.body);
  const count = reader.number();
  const changing: number[] = [];
  for (let index = 0; index < count; index += 1) {
    reader.byte();
    if (reader.byte() === 1) changing.push(index);
    skipExpression(reader);
  }
  return changing;
}

const END = 0x0b;
const I32_CONST = 0x41;
const I64_CONST = 0x42;
const F32_CONST = 0x43;
const F64_CONST = 0x44;
const GLOBAL_GET = 0x23;

/** The initial value of a global: a constant expression. */
function skipExpression(reader: Reader): void {
  for (let code = reader.byte(); code !== END; code = reader.byte()) {
    switch (code) {
      case I32_CONST:
      case I64_CONST:
      case GLOBAL_GET:
        reader.number();
        break;
      case F32_CONST:
        reader.bytes(4);
        break;
      case F64_CONST:
        reader.bytes(8);
        break;
      default:
        throw new RangeError(`a global with the unknown initial value 0x${code.toString(16)}`);
    }
  }
}

function exporting({ body }: Section, globals: readonly number[]): Uint8Array {
  const reader = new Reader(body);
  const count = reader.number() + globals.length;
  const added = globals.flatMap((index) => {
    const name = Buffer.from(`${PREFIX}${index}`);
    return [...leb128(name.length), ...name, GLOBAL, ...leb128(index)];
  });
  return Buffer.concat([Uint8Array.from(leb128(count)), reader.rest(), Uint8Array.from(added)]);
}

/** The first memory; an engine of today has no other. */
function bounded({ body }: Section, maxPages: number): Uint8Array {
  const reader = new Reader(body);
  const count = reader.number();
  const { flags, min, max } = readLimits(reader);
  if (min > maxPages) {
    throw new Refusal(
      `it begins with a memory of ${mebibytes(min)} MiB, and a node may take ` +
        `${mebibytes(maxPages)} MiB: give its linker a smaller initial memory`,
    );
  }
  const bound = Math.min(max ?? maxPages, maxPages);
  const limits = [flags | 1, ...leb128(min), ...leb128(bound)];
  return Buffer.concat([Uint8Array.from([...leb128(count), ...limits]), reader.rest()]);
}

function mebibytes(pages: number): number {
  return Math.ceil((pages * PAGE_BYTES) / 2 ** 20);
}
