/** How the page looks: light, dark, in print, with forced colours, on a phone. */
import { DARK_COLOURS, LIGHT_COLOURS, SHAPE_STYLE } from '../svg/diagram-style.ts';

const LIGHT_GROUNDS = '--shade:#f3f5f7;--edge:#d8dee4;--now:#fff3c4';
const DARK_GROUNDS = '--shade:#1f232a;--edge:#3a414a;--now:#3b3413';
const LIGHT = `${LIGHT_COLOURS};--link:#0b57d0;--held:#1a7f37;${LIGHT_GROUNDS}`;
const DARK = `${DARK_COLOURS};--link:#8ab4f8;--held:#56d364;${DARK_GROUNDS}`;

const TEXT = [
  '*{box-sizing:border-box}',
  'html{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page)}',
  'body{max-width:84rem;margin:0 auto;padding:1.5rem 1.25rem}',
  'a{color:var(--link)}',
  'code,.command,.lanes,.number,.time,.nodes{font-family:ui-monospace,Menlo,Consolas,monospace;',
  'font-size:.9em}',
  'h1{font-size:1.6rem;line-height:1.25;margin:.25rem 0 .5rem;text-wrap:balance}',
  'h2{font-size:1rem;margin:0 0 .5rem}.held{color:var(--held)}',
  '.which{margin:0;color:var(--quiet)}.which code{color:var(--ink)}.broken{color:var(--broken)}',
  '.observed{font-size:1.15rem;margin:0 0 1rem;font-weight:bold}',
  'dl{margin:0 0 1.5rem;display:grid;gap:.4rem}dl div{display:grid;',
  'grid-template-columns:5.5rem 1fr}',
  'dt{color:var(--quiet)}dd{margin:0;min-width:0;overflow-wrap:anywhere}dd p{margin:.2rem 0 0}',
  '.because-list{margin:0;padding:0;list-style:none}',
  '.part{display:inline-block;margin-right:1rem}',
  '.command{display:inline-block;padding:.1rem .5rem;background:var(--shade);',
  'border:1px solid var(--edge);border-radius:4px;user-select:all}',
  '.none,.note,footer{color:var(--quiet)}.note,footer{font-size:.85rem;margin:.5rem 0}',
  '.heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);',
  'white-space:nowrap}',
].join('\n');

const TABLES = [
  'table{border-collapse:collapse}th{text-align:left;font-weight:600}',
  '.kept td,.kept th{padding:.1rem 1.25rem .1rem 0;vertical-align:top}',
  '.kept thead th{color:var(--quiet);font-weight:normal}',
  '.scroll{overflow-x:auto}',
  '.nodes th,.nodes td{padding:.15rem .9rem .15rem 0;vertical-align:top;',
  'border-top:1px solid var(--edge)}',
  '.nodes thead td,.nodes thead th{border:0}.nodes th[scope=row]{color:var(--quiet);',
  'font-weight:normal;white-space:nowrap}',
  '.chip{padding:0 .4rem;border:1px solid var(--line);border-radius:9px;white-space:nowrap;',
  'background:var(--follower)}',
  '.kept td,.kept th{overflow-wrap:normal}',
  '.chip.candidate{background:var(--candidate);border-style:dashed}',
  '.chip.leader{background:var(--leader);color:var(--led)}.chip.fault{background:var(--fault)}',
  '.entry{white-space:nowrap;border-bottom:2px dotted var(--line)}',
  '.committed{border-bottom-style:solid}',
  '.steps{width:100%;position:relative}.steps td,.steps th{height:30px;',
  'padding:.2rem .6rem .2rem 0;vertical-align:middle}',
  '.plain td{vertical-align:baseline}.plain td:not(:last-child){text-align:right;',
  'white-space:nowrap;width:4.5rem}.plain th:not(:last-child){text-align:right}',
  '.plain .because td:last-child,.plain .violation td:last-child{font-weight:bold}',
  '.plain .violation td{color:var(--broken)}',
  '.mark,.number,.time{white-space:nowrap}.steps .mark{width:1.6rem;padding-left:.5rem}',
  '.kept-on{color:var(--link);font-weight:bold}',
  '.steps .number,.steps .time{text-align:right;width:3rem}',
  '.steps .time{color:var(--quiet)}.words{min-width:14rem;overflow-wrap:anywhere}',
  '.steps .lanes{position:relative;padding:0;min-width:var(--lanes);width:var(--lanes)}',
  '.row{position:absolute;left:0;top:0;width:var(--lanes);height:100%;overflow:visible}',
  '.row text.quiet{paint-order:stroke;stroke:var(--page);stroke-width:3px}',
  '.thread{stroke:var(--edge);stroke-width:2}.impossible{fill:var(--page);stroke:var(--line);',
  'stroke-dasharray:2 2}.left-out{stroke:var(--broken);stroke-width:3}.trials{margin-top:1.5rem}',
  '.trials td,.trials th{vertical-align:middle}.trials svg{display:block}',
  '.chance{white-space:nowrap;font-size:.85em;width:8.2rem}.chance svg{width:64px;height:14px;',
  'vertical-align:middle}.range{stroke:var(--line);stroke-width:5}.share{stroke:var(--broken);',
  'stroke-width:3}',
  '.rail{stroke:var(--broken);stroke-width:3;opacity:.55}',
  'tr.because .words,tr.violation .words{font-weight:bold}',
  'tr.because,tr.violation{outline:1px solid var(--edge);outline-offset:-1px;',
  'background:var(--shade)}',
  'tr.violation .mark,tr.violation .words{color:var(--broken)}tr.pause{color:var(--quiet)}',
  '.pause .lane{stroke-dasharray:2 4}',
  'html:not(.live) tr:target,tr.now{background:var(--now)}',
  'tr.past .mark{box-shadow:inset 4px 0 var(--link)}',
  'tr.origin .mark{box-shadow:inset 8px 0 var(--link)}',
  '.number a{color:inherit;text-decoration:none}.number a:hover{text-decoration:underline}',
  '.veil{position:absolute;left:0;right:0;bottom:0;background:var(--page);opacity:.42;',
  'pointer-events:none}#steps{position:relative}',
].join('\n');

const CONTROLS = [
  '.controls{margin-bottom:1rem}.controls .keys{display:flex;flex-wrap:wrap;gap:.35rem;',
  'align-items:center}',
  'button{font:inherit;min-width:2.2rem;min-height:2rem;padding:0 .6rem;color:inherit;',
  'background:var(--shade);border:1px solid var(--line);border-radius:5px;cursor:pointer}',
  'button[aria-pressed=true]{background:var(--leader);color:var(--led);',
  'border-color:var(--leader)}button:disabled{opacity:.5;cursor:default}',
  'input[type=range]{flex:1 1 8rem;min-width:0;min-height:1.6rem;accent-color:var(--leader)}',
  ':focus-visible{outline:2px solid var(--link);outline-offset:2px}',
  '.status{min-height:3em;margin:.5rem 0}.says{margin:.5rem 0;padding:.4rem .6rem;',
  'border-left:4px solid var(--line);background:var(--shade)}',
  '.says.broken{border-color:var(--broken)}',
].join('\n');

const WINDOWED = [
  '.windowed{max-height:75vh;overflow:auto}.windowed .steps{table-layout:fixed;',
  'min-width:calc(var(--lanes) + 34rem)}',
  '.windowed tbody td{height:30px;padding-top:0;padding-bottom:0;white-space:nowrap;',
  'overflow:hidden;text-overflow:ellipsis}',
  '.windowed tbody td:is(.lanes,.mark){overflow:visible;text-overflow:clip}',
  '.windowed .spacer td{padding:0;height:auto}',
  '.windowed thead{position:sticky;top:0;z-index:1;background:var(--page)}',
].join('\n');

const LAYOUT = [
  'main{display:grid;gap:1.5rem;grid-template-columns:minmax(0,1fr)}main>*{min-width:0}',
  '@media (min-width:70rem){',
  'main:not(.wide){grid-template-columns:minmax(0,1fr) minmax(20rem,27rem)}',
  'main:not(.wide) .play{order:2;position:sticky;top:1rem;align-self:start}}',
  '@media (max-width:30rem){body{padding:1rem .75rem}dl div{grid-template-columns:1fr}',
  '#steps:not(.windowed) .steps:not(.plain),#steps:not(.windowed) .steps:not(.plain) ',
  ':is(tbody,thead){display:block}#steps:not(.windowed) .steps:not(.plain) tr{display:grid;',
  'grid-template-columns:1.4rem 2rem auto 1fr}',
  '#steps:not(.windowed) .words{grid-column:1/-1;padding:0 0 .5rem 1.4rem;height:auto;',
  'min-width:0}#steps:not(.windowed) .steps .time{padding-left:.3rem}}',
].join('\n');

const PRINT = [
  `@media print{:root{${LIGHT};color-scheme:light}`,
  'html{font-size:10pt}body{max-width:none;padding:0}',
  '.controls,.veil{display:none!important}main{display:block}.play{position:static;',
  'break-inside:avoid;margin-bottom:1rem}',
  'tr.now{background:none}tr.violation.now{background:var(--shade)}tr{break-inside:avoid}',
  'thead{display:table-header-group}.scroll{overflow:visible}',
  '.pill,.chip,.rail{print-color-adjust:exact}}',
].join('\n');

/** Roles are letters as well: where colours are forced, lines and words stay. */
const FORCED = [
  '@media (forced-colors:active){',
  'svg text.quiet.quiet,svg text.lost.lost,svg text,svg .in.leader{fill:CanvasText;',
  'stroke:none}',
  'svg :is(.lane,.arrow,.pill,.rail,.thread,.impossible,.left-out){stroke:CanvasText}',
  'svg .pill.pill.pill{fill:Canvas}svg :is(.head,.dot){fill:CanvasText}',
  'tr.now{outline:2px solid Highlight}}',
].join('\n');

/** What all pages have alike; a page adds what it has besides. */
export const FRAME_STYLE = [
  `:root{${LIGHT};color-scheme:light dark}`,
  `@media (prefers-color-scheme:dark){:root{${DARK}}}`,
  TEXT,
].join('\n');

/** Comes after all else: in print, the light colours. */
export const PRINT_STYLE = PRINT;

/** `lanes` is the width of the diagram, in pixels. */
export function pageStyle(lanes: number): string {
  return [
    `:root{${LIGHT};--lanes:${lanes}px;color-scheme:light dark}`,
    `@media (prefers-color-scheme:dark){:root{${DARK}}}`,
    TEXT,
    SHAPE_STYLE.replace('.observed,.because,.name', '.name'),
    TABLES,
    CONTROLS,
    WINDOWED,
    LAYOUT,
    PRINT,
    FORCED,
  ].join('\n');
}
