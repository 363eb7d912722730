// The demo provider's own page: what is on air, and a button for every fault.

import { CHANNELS } from './channels.ts';
import { FAULTS } from './faults.ts';

const rows = CHANNELS.map(
  ({ number, name }) => `<tr data-channel="${number}"><td>${number}<td>${name}<td class="on"><td class="fault"></tr>`,
).join('\n');
const buttons = Object.entries(FAULTS)
  .map(([kind, says]) => `<button name="${kind}" title="${says}">${kind}</button>`)
  .join('\n');

/** Self-contained: nothing is fetched but `/state`. */
export const PAGE = `<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Masthead demo provider</title>
<style>
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem }
table { width: 100%; border-collapse: collapse; margin-top: 1.5rem }
td, th { text-align: left; padding: .3rem .5rem; border-bottom: 1px solid #8884 }
tr[data-channel] { cursor: pointer }
tr.chosen { background: #38f3 }
button { margin: .2rem .2rem 0 0; padding: .3rem .8rem }
input { width: 5rem }
</style>
<h1>Demo provider</h1>
<p>Choose a channel (or none for all of them) and press what is to happen to it.</p>
<p><label>for <input id="seconds" type="number" value="10" min="1" max="3600"> seconds</label></p>
<p>${buttons}
<button name="none" title="End the fault">none</button></p>
<table><thead><tr><th>#<th>Channel<th>Connections<th>Fault</thead><tbody>
${rows}
</tbody></table>
<script>
const chosen = () => document.querySelector('tr.chosen')?.dataset.channel
for (const row of document.querySelectorAll('tr[data-channel]')) row.onclick = () => {
  const was = row.classList.contains('chosen')
  document.querySelector('tr.chosen')?.classList.remove('chosen')
  if (!was) row.classList.add('chosen')
}
for (const button of document.querySelectorAll('button')) button.onclick = () => fetch('/fault', {
  method: 'POST', headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ channel: Number(chosen()) || 'all', kind: button.name, seconds: Number(document.querySelector('#seconds').value) }),
}).then(show)
async function show() {
  for (const { number, connections, fault } of (await (await fetch('/state')).json()).channels) {
    const row = document.querySelector('tr[data-channel="' + number + '"]')
    row.querySelector('.on').textContent = connections || ''
    row.querySelector('.fault').textContent = fault ?? ''
  }
}
show()
setInterval(show, 1000)
</script>
</html>
`;
