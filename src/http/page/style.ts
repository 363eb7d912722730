// How the page looks, light and dark, from a phone's width up.

export const STYLE = `:root {
  color-scheme: light dark;
  --paper: #f4f3ef; --card: #fff; --ink: #1d2630; --soft: #5d6873; --line: #e2e0d9;
  --accent: #1f5f86; --on-accent: #fff; --glow: #b86f0c; --good: #2c7a4b; --bad: #b3372c; --field: #faf9f6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #11161b; --card: #1a2129; --ink: #e6ebef; --soft: #96a3ae; --line: #2a343e;
    --accent: #7db8dc; --on-accent: #0d1b26; --glow: #f2b04e; --good: #6cc792; --bad: #f0857a; --field: #141a20;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main, header, footer { width: min(60rem, 100%); margin: 0 auto; padding: 0 1.25rem; }
header { display: flex; align-items: center; gap: .75rem; padding-top: 1.5rem; padding-bottom: .5rem; }
header img { width: 2.25rem; height: 2.25rem; display: block; }
header strong { font-size: 1.25rem; letter-spacing: -.01em; flex: 1; }
header .name { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1rem; flex: 1; line-height: 1.3; }
footer { color: var(--soft); font-size: .875rem; padding-top: .5rem; padding-bottom: 2.5rem; }
h1 { font-size: 1.375rem; letter-spacing: -.01em; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.0625rem; margin: 0; flex: 1; }
p { margin: 0 0 1rem; }
a { color: var(--accent); }
section { background: var(--card); border: 1px solid var(--line); border-radius: .875rem; padding: 1.25rem; margin: 1rem 0; }
section > .head { display: flex; align-items: baseline; gap: 1rem; margin-bottom: .5rem; }
.soft { color: var(--soft); font-size: .9375rem; }
.entry { width: min(26rem, 100%); margin: 10vh auto 0; padding: 2rem 1.75rem; }
.entry img { width: 3rem; height: 3rem; margin-bottom: 1rem; display: block; }
.row { display: flex; align-items: center; gap: .75rem 1rem; padding: .875rem 0; border-top: 1px solid var(--line); flex-wrap: wrap; }
.head + .row, .head + .rows > .row:first-child { border-top: 0; }
.row > .what { flex: 1 1 14rem; min-width: 0; }
.row b { font-weight: 600; }
.what > div { overflow-wrap: anywhere; }
.address { font: .9375rem/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.number { color: var(--soft); font-variant-numeric: tabular-nums; margin-right: .5rem; }
.actions { display: flex; gap: .5rem; }
.chip { font-size: .8125rem; padding: .0625rem .5rem; border-radius: 1rem; border: 1px solid currentcolor; color: var(--soft); margin-left: .5rem; white-space: nowrap; }
.chip.good { color: var(--good); } .chip.bad { color: var(--bad); } .chip.busy { color: var(--glow); }
.bad-text { color: var(--bad); }
.live { color: var(--glow); }
.row > form { flex: 1; }
form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; }
label { display: block; font-size: .875rem; color: var(--soft); flex: 1 1 100%; }
label.wide { flex: 1 1 18rem; } label.narrow { flex: 0 1 9rem; }
input { display: block; width: 100%; font: inherit; color: var(--ink); background: var(--field); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .75rem; margin-top: .25rem; min-height: 2.75rem; }
button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: 0 1.125rem; white-space: nowrap; border-radius: .5rem; border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent); cursor: pointer; }
button.quiet { background: transparent; color: var(--accent); border-color: var(--line); font-weight: 500; min-height: 2.375rem; padding: 0 .875rem; }
button:disabled { opacity: .55; cursor: default; }
input:focus-visible, button:focus-visible, a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
[role=alert] { color: var(--bad); flex: 1 1 100%; margin: 0; min-height: 1.5rem; }
progress { width: 100%; height: .375rem; accent-color: var(--glow); display: block; margin-top: .375rem; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; } td, th { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; }
code, pre { font: .875rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { background: var(--field); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem; overflow-x: auto; margin: .25rem 0 1rem; }
details { border-top: 1px solid var(--line); padding: .5rem 0; } summary { cursor: pointer; overflow-wrap: anywhere; }
.method { display: inline-block; min-width: 4.5em; font-weight: 700; color: var(--accent); }
`;
