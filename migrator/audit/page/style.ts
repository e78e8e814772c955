/** The look of the printable page: one file, no fonts from elsewhere, light and dark by the reader's choice, always light on paper. */
export const STYLE = `
:root { color-scheme: light dark; --page: #f4f5f7; --sheet: #fff; --ink: #192435; --soft: #5b6675; --line: #e2e5ea; --track: #eef0f4;
  --main: #3566d6; --problem: #d9791a; --quiet: #a9b2bf; --good: #177245; --good-ground: #e4f4eb; --warn: #97500a; --warn-ground: #fdf0df;
  --bad: #b3261e; --bad-ground: #fbe8e6; --chip: #eef0f4; }
@media (prefers-color-scheme: dark) { :root { --page: #12161c; --sheet: #1a2029; --ink: #e8ecf2; --soft: #9fabba; --line: #2d3643; --track: #262e3a;
  --main: #6f9bff; --problem: #f0a04b; --quiet: #5d6a7b; --good: #6fd3a0; --good-ground: #16352a; --warn: #f3b46d; --warn-ground: #3a2a15;
  --bad: #ff9b93; --bad-ground: #401f1d; --chip: #2a3340; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 400 15px/1.55 Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main { max-width: 940px; margin: 32px auto; padding: 48px 56px 40px; background: var(--sheet); border: 1px solid var(--line); border-radius: 12px; }
h1, h2, h3, p, figure, ul, ol { margin: 0; padding: 0; }
h1 { font-size: 32px; line-height: 1.2; letter-spacing: -0.02em; font-weight: 700; text-wrap: balance; }
h2 { font-size: 21px; line-height: 1.3; letter-spacing: -0.01em; font-weight: 700; }
section { margin-top: 44px; }
section > p { max-width: 68ch; margin-top: 4px; color: var(--soft); }
section > figure, section > .notes { margin-top: 18px; }
section > .wide { margin-top: 12px; }
section > .wide + .small { margin-top: 8px; }
em { font-style: normal; color: var(--soft); }
.eyebrow { color: var(--soft); font-size: 13px; font-weight: 600; margin-bottom: 10px; }
.lead { font-size: 18px; line-height: 1.5; margin-top: 12px; max-width: 62ch; }
.quiet-text, figcaption, .small, .says { color: var(--soft); font-size: 13px; line-height: 1.45; }
figcaption { margin-top: 10px; }
.tiles { display: grid; grid-template-columns: repeat(4, 1fr); gap: 1px; margin-top: 28px; background: var(--line); border: 1px solid var(--line); border-radius: 10px; overflow: hidden; }
.tile { background: var(--sheet); padding: 16px 18px; }
.tile b { display: block; font-size: 27px; line-height: 1.15; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.tile span { display: block; font-size: 13px; line-height: 1.35; color: var(--soft); margin-top: 4px; }
.tile.warn b { color: var(--warn); } .tile.bad b { color: var(--bad); } .tile.good b { color: var(--good); }
.notes { list-style: none; display: grid; gap: 8px; }
.notes li { padding: 12px 16px; border-radius: 8px; background: var(--chip); }
.notes li.blocking { background: var(--bad-ground); } .notes li.warning { background: var(--warn-ground); }
.notes .remedy { display: block; color: var(--soft); font-size: 13.5px; }
.bars { display: grid; gap: 9px; }
.bar-row { display: grid; grid-template-columns: 170px minmax(0, 1fr) 190px; gap: 14px; align-items: center; }
.bar-label { text-align: right; }
.bar-value { font-size: 13.5px; font-variant-numeric: tabular-nums; white-space: nowrap; }
svg.bar { display: block; width: 100%; height: 14px; border-radius: 3px; }
rect.track { fill: var(--track); } rect.main { fill: var(--main); } rect.problem { fill: var(--problem); } rect.quiet { fill: var(--quiet); }
.legend { font-size: 13px; color: var(--soft); margin-bottom: 12px; }
.key { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin: 0 4px 0 0; } .key ~ .key { margin-left: 14px; }
.key.main { background: var(--main); } .key.problem { background: var(--problem); }
.months { display: grid; gap: 10px; }
.month-row { display: grid; grid-template-columns: 170px minmax(0, 1fr); gap: 14px; align-items: end; }
.month-label { text-align: right; line-height: 1.3; } .month-label b { display: block; font-weight: 600; } .month-label em { font-size: 12.5px; }
svg.columns { display: block; width: 100%; height: 46px; border-bottom: 1px solid var(--quiet); }
.years { position: relative; height: 18px; font-size: 12.5px; color: var(--soft); font-variant-numeric: tabular-nums; }
.years span { position: absolute; top: 0; border-left: 1px solid var(--quiet); padding-left: 4px; line-height: 1.2; }
table { width: 100%; border-collapse: collapse; font-size: 14px; line-height: 1.45; }
th, td { padding: 9px 12px 9px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th:last-child, td:last-child { padding-right: 0; }
thead th { font-size: 12.5px; font-weight: 600; color: var(--soft); border-bottom-color: var(--quiet); vertical-align: bottom; }
tbody th { font-weight: 600; } .says, .plain { font-weight: 400; }
th.num, td.num { text-align: right; padding-right: 20px; font-variant-numeric: tabular-nums; white-space: nowrap; }
.share { display: grid; grid-template-columns: minmax(60px, 1fr) 48px; gap: 10px; align-items: center; min-width: 150px; font-variant-numeric: tabular-nums; }
.share svg.bar { height: 8px; margin-top: 3px; }
.chip { display: inline-block; padding: 1px 9px; border-radius: 99px; background: var(--chip); font-size: 12.5px; font-weight: 600; white-space: nowrap; }
.chip.good { background: var(--good-ground); color: var(--good); } .chip.warn { background: var(--warn-ground); color: var(--warn); } .chip.bad { background: var(--bad-ground); color: var(--bad); }
.place { display: block; font-variant-numeric: tabular-nums; }
footer { margin-top: 48px; padding-top: 16px; border-top: 1px solid var(--line); color: var(--soft); font-size: 13px; }
@media screen and (max-width: 760px) {
  main { margin: 0; padding: 28px 20px; border: 0; border-radius: 0; } .tiles { grid-template-columns: repeat(2, 1fr); }
  .bar-row { grid-template-columns: 1fr auto; gap: 2px 10px; } .bar-label { text-align: left; } .bar-row svg { grid-row: 2; grid-column: 1 / -1; }
  .month-row { grid-template-columns: 1fr; gap: 4px; } .month-label { text-align: left; } .month-label b { display: inline; margin-right: 8px; } .wide { overflow-x: auto; } table { min-width: 640px; }
}
@media print {
  :root { color-scheme: light; --page: #fff; --sheet: #fff; --ink: #111a26; --soft: #4d5765; --line: #d8dce2; --track: #eceef2; --main: #3566d6; --problem: #d9791a; --quiet: #a9b2bf;
    --good: #177245; --good-ground: #e4f4eb; --warn: #8a4907; --warn-ground: #fdf0df; --bad: #b3261e; --bad-ground: #fbe8e6; --chip: #eef0f4; }
  @page { margin: 16mm 15mm 18mm; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { font-size: 10.5pt; } main { max-width: none; margin: 0; padding: 0; border: 0; } table { font-size: 9.5pt; }
  section { margin-top: 26pt; } h1, h2, section > p { break-after: avoid; } tr, .notes li, .bar-row, .month-row, .tiles { break-inside: avoid; } figure { break-inside: avoid; } thead { display: table-header-group; }
  .bar-row { grid-template-columns: 130px minmax(0, 1fr) 165px; } .month-row { grid-template-columns: 130px minmax(0, 1fr); }
}
`;
