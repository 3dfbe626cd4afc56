/** `--playable`: the page of a game that needs no server, for it brings its engine. */
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Refusal } from '../adapters/refusal.ts';
import { reportStream } from '../reports/events/stream.ts';
import { headline } from '../reports/page/headline.ts';
import type { Opening } from '../reports/page/play-data.ts';
import { playPage } from '../reports/page/play-page.ts';
import type { FindingReport } from '../reports/terminal/finding-report.ts';
import { decisionsOf } from '../search/running/decisions-of.ts';
import { searchFaultsFairTo } from '../search/search-faults.ts';
import { isPure } from '../simulator/target.ts';
import type { Registered } from '../targets/registry.ts';
import { browserScript, bundledSource } from './browser-script.ts';
import { claimsOfAll } from './played.ts';

/**
 * `module` is the file of the target; null for one that comes with whitewater. Throws a {@link
 * Refusal}.
 */
export function playablePage(
  report: FindingReport,
  { name, title, target }: Registered,
  module: string | null,
): string {
  const { finding, trace } = report;
  const { run } = finding;
  if (!isPure(target)) throw new Refusal(`--playable: ${name} is live code, and needs a clock`);
  const opening: Opening = {
    target: name,
    title,
    nodes: run.nodes,
    timing: run.timing,
    fair: searchFaultsFairTo(target.capabilities),
    start: run.kind === 'schedule' ? run.decisions : decisionsOf(trace),
    test: module === null ? { path: '../..' } : null,
  };
  const engine = module === null ? ownEngine(name) : moduleEngine(module);
  const script = `${engine}\n${browserScript('player')}`;
  return playPage(
    { games: [opening], claims: claimsOfAll() },
    script,
    headline(reportStream(report).finding),
  ).page;
}

/** In a checkout, a page has the one defect that it plays; a package brings one script for all. */
function ownEngine(name: string): string {
  const mutant = fileURLToPath(new URL(`../targets/mutants/${name}.ts`, import.meta.url));
  if (!existsSync(mutant)) return browserScript('engine');
  const engine = fileURLToPath(new URL('../campaign/play/mutant-engine.ts', import.meta.url));
  const source = [
    `import * as exports from ${JSON.stringify(mutant)};`,
    `import { offerMutant } from ${JSON.stringify(engine)};`,
    'offerMutant(exports);',
  ].join('\n');
  return bundledSource(source, dirname(mutant));
}

/** Bundled with the module that brings the target. */
function moduleEngine(module: string): string {
  const engine = fileURLToPath(new URL('../campaign/play/module-engine.ts', import.meta.url));
  const source = [
    `import * as exports from ${JSON.stringify(resolve(module))};`,
    `import { offerModule } from ${JSON.stringify(engine)};`,
    'offerModule(exports);',
  ].join('\n');
  try {
    return bundledSource(source, process.cwd());
  } catch (error) {
    throw new Refusal(`--playable: ${module} cannot be bundled for a page: ${firstErrorOf(error)}`);
  }
}

function firstErrorOf(error: unknown): string {
  const { errors = [] } = error as { readonly errors?: readonly { readonly text: string }[] };
  return (
    errors[0]?.text ?? (error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'why?')
  );
}
