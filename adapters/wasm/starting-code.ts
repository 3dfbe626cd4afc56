/** Code of a module in WebAssembly that runs before its first node boots. */
export const STARTING_CODE = ['start function', '_initialize', 'ww_hello'] as const;
export type StartingCode = (typeof STARTING_CODE)[number];

/** Hears which of it runs next: it may never return, while to compile a module may take long. */
export type OnStart = (next: StartingCode) => void;
