/** What a command has judged as one page: a fold over its stream, without a script. */
import type { CaseLine, RunStream } from '../../events/run-line.ts';
import { documentOf } from '../document.ts';
import { text } from '../parts/html.ts';
import { canariesPart } from './canaries-part.ts';
import { caseTable } from './case-rows.ts';
import { runHead } from './head.ts';
import { RUN_STYLE } from './run-style.ts';
import { storiesPart, type FindingPages } from './stories.ts';
import { targetPart } from './target-part.ts';
import { summaryText } from '../../events/run-line.ts';

/** `pages` are those of findings, beside this one. */
export function renderRunPage(stream: RunStream, pages: FindingPages): string {
  const { start, findings, targets, cases, summary } = stream;
  const isCanary = start.command === 'canary';
  const ofTarget = (name: string): readonly CaseLine[] =>
    cases.filter(({ suite }) => suite === name);
  const parts = isCanary
    ? [canariesPart(targets)]
    : targets.map((target, place) => targetPart(target, ofTarget(target.target), place));
  return documentOf({
    title: `whitewater ${start.command}: ${summaryText(summary)}`,
    style: RUN_STYLE,
    body: [
      runHead(stream),
      '<main>',
      storiesPart(findings, pages),
      ...parts,
      ...otherCases(stream),
      '</main>',
      '<footer>Made by whitewater. This page asks for nothing from anywhere.</footer>',
    ],
    script: '',
  });
}

/** What is not shown with its target: pinned findings, and what was not decided. */
function otherCases({ start, targets, cases }: RunStream): readonly string[] {
  const names = new Set(targets.map(({ target }) => target));
  const others = cases.filter(({ suite, name, property }) => {
    return start.command === 'canary' ? !names.has(name) : property === null || !names.has(suite);
  });
  const bad = others.filter(({ details }) => details !== '');
  if (others.length === 0) return [];
  return [
    '<section aria-labelledby="cases-title">',
    `<h2 id="cases-title">${targets.length === 0 ? 'Cases' : 'Other cases'}</h2>`,
    caseTable(others),
    ...bad.map(({ name, details }) => {
      return `<details><summary>${text(name)}</summary><pre>${text(details)}</pre></details>`;
    }),
    '</section>',
  ];
}
