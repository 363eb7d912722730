// The page behind the login: addresses to copy, what is on air, providers; looked at anew every few seconds.

export const HOME_SCRIPT = `import { ask, copy, el, plural } from './dom.js';
import { addProvider, providerRow } from './providers.js';

const EVERY_MS = 2500;

/** Keeps its rows while nothing has changed (a selection stays), and the focus when something has. */
function rows(render) {
  const node = el('div', { class: 'rows' });
  const buttons = () => [...node.querySelectorAll('button')];
  let last = '';
  return {
    node,
    update(data) {
      const minute = Math.floor(Date.now() / 60000);
      const now = JSON.stringify([data, minute]);
      if (now === last) return;
      last = now;
      const focused = buttons().indexOf(document.activeElement);
      node.replaceChildren(...render(data));
      if (focused >= 0) buttons()[focused]?.focus();
    },
  };
}

const section = (title, ...children) =>
  el('section', {}, el('div', { class: 'head' }, el('h2', {}, title)), children);

function addressRow([title, hint, address]) {
  const text = el('div', { class: 'address' }, address);
  const button = el('button', { class: 'quiet', type: 'button', onclick: onCopy, 'aria-label': 'Copy the address for ' + title }, 'Copy');
  async function onCopy() {
    button.textContent = (await copy(address, text)) ? 'Copied' : 'Select it';
    setTimeout(() => (button.textContent = 'Copy'), 1600);
  }
  return el('div', { class: 'row' }, el('div', { class: 'what' }, el('div', {}, el('b', {}, title), ' ', el('span', { class: 'soft' }, hint)), text), button);
}

const addressRows = (clients) =>
  [
    ['HDHomeRun tuner', 'Jellyfin, Plex, Emby, Channels', clients.tuner],
    ['M3U playlist', 'Kodi, VLC, any IPTV player', clients.playlist],
    ['XMLTV guide', 'goes with either', clients.guide],
  ].map(addressRow);

function rate(bits) {
  return bits >= 1e6 ? (bits / 1e6).toFixed(1) + ' Mbit/s' : Math.round(bits / 1e3) + ' kbit/s';
}

/** "Lavf/60.16.100" and friends: the first word says who it is. */
const agentName = (agent) => agent.split(/[ (;]/)[0] || 'unknown player';

function sessionRow(session, refresh) {
  const viewers = session.viewers.map((viewer) => el('div', { class: 'soft' }, viewer.address + ', ' + agentName(viewer.user_agent)));
  const end = () => ask('DELETE', '/sessions/' + session.channel_id).then(refresh, refresh);
  const state = session.state === 'on-air' ? rate(session.bits_per_second) : session.state.replace('-', ' ');
  return el(
    'div',
    { class: 'row' },
    el(
      'div',
      { class: 'what' },
      el('div', {}, el('span', { class: 'number' }, session.channel_number), el('b', {}, session.channel_name || session.stream_name), el('span', { class: 'chip busy' }, state)),
      viewers.length ? viewers : el('div', { class: 'soft' }, 'nobody watches'),
    ),
    el('button', { class: 'quiet', type: 'button', onclick: end }, 'End'),
  );
}

function sessionRows(sessions, refresh) {
  if (sessions.length === 0) return [el('p', { class: 'soft' }, 'Nothing. Tune in, and it appears here.')];
  return sessions.map((session) => sessionRow(session, refresh));
}

function uptime(seconds) {
  const days = Math.floor(seconds / 86400);
  const hours = Math.floor(seconds / 3600);
  if (days > 0) return plural(days, 'day', 'days');
  return hours > 0 ? plural(hours, 'hour', 'hours') : plural(Math.floor(seconds / 60), 'minute', 'minutes');
}

function footerOf(status) {
  return [
    'Masthead ' + status.version + ', up for ' + uptime(status.uptime_seconds) + '. ',
    el('a', { href: 'api/docs' }, 'The API'),
  ];
}

export function home(logOut) {
  const addresses = rows(addressRows);
  const onAir = rows((sessions) => sessionRows(sessions, refresh));
  const providers = rows((items) => items.map((item) => providerRow(item, refresh)));
  const summary = el('span', { class: 'soft' });
  const trouble = el('p', { role: 'alert', hidden: true });
  const footer = el('footer');
  let timer = 0;
  let left = false;

  async function look() {
    const [status, sessions, list] = await Promise.all([ask('GET', '/status'), ask('GET', '/sessions'), ask('GET', '/providers')]);
    if (left) return;
    addresses.update(status.clients);
    onAir.update(sessions.items);
    providers.update(list.items);
    const watching = status.on_air.viewers;
    summary.textContent = plural(status.lineup.channel_count, 'channel', 'channels') + (watching ? ', ' + plural(watching, 'viewer', 'viewers') : '');
    summary.classList.toggle('live', watching > 0);
    footer.replaceChildren(...footerOf(status));
  }

  async function refresh() {
    clearTimeout(timer);
    try {
      if (!document.hidden) await look();
      trouble.hidden = true;
    } catch (error) {
      if (left) return;
      if (error.status === 401 && logOut) return logOut();
      trouble.textContent = error.message;
      trouble.hidden = false;
    }
    clearTimeout(timer);
    if (!left) timer = setTimeout(refresh, EVERY_MS);
  }

  document.addEventListener('visibilitychange', refresh);
  refresh();
  const nodes = [
    el('header', {}, el('img', { src: 'page/icon.svg', alt: '' }), el('div', { class: 'name' }, el('strong', {}, 'Masthead'), summary), logOut && el('button', { class: 'quiet', type: 'button', onclick: logOut }, 'Log out')),
    el('main', {}, trouble, section('Where to point your players', addresses.node), section('On air', onAir.node), section('Providers', providers.node, addProvider(refresh))),
    footer,
  ];
  return {
    nodes,
    leave() {
      left = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', refresh);
    },
  };
}
`;
