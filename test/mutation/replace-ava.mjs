// A module hook: what tests import as ava is the small stand-in, so that many files share a process.
export function resolve(specifier, context, nextResolve) {
  if (specifier !== 'ava') return nextResolve(specifier, context);
  return { url: new URL('./ava-stand-in.ts', import.meta.url).href, shortCircuit: true };
}
