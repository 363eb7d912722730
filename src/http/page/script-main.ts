// The page's way in: set-up link, login, and the view behind it.

export const MAIN_SCRIPT = `import { ask, el, field, form, token } from './dom.js';
import { home } from './home.js';

const app = document.getElementById('app');
let leave = () => {};

function show(...nodes) {
  leave();
  leave = () => {};
  app.replaceChildren(...nodes);
  const first = app.querySelector('[data-first]');
  if (first) first.focus();
}

const entry = (...children) =>
  el('main', {}, el('section', { class: 'entry' }, el('img', { src: 'page/icon.svg', alt: '' }), children));

/** Password managers file a password under a name. */
const admin = { type: 'text', value: 'admin', autocomplete: 'username', hidden: true };

function enter(login) {
  token.keep(login.token);
  history.replaceState(null, '', './');
  showHome();
}

function logOut() {
  token.drop();
  start();
}

function showHome(via) {
  const view = home(via === 'entrance' ? null : logOut);
  show(...view.nodes);
  leave = view.leave;
}

function showLogin(isSetUp) {
  const password = { name: 'password', type: 'password', autocomplete: 'current-password', required: true, 'data-first': true };
  show(
    entry(
      el('h1', {}, 'Masthead'),
      isSetUp
        ? [
            el('p', { class: 'soft' }, 'Log in to see what is on air and to change things.'),
            form(
              [el('input', { ...admin, name: 'name' }), field('Password', password)],
              'Log in',
              async (input) => enter(await ask('POST', '/login', input)),
            ),
          ]
        : el('p', {}, 'Masthead is not set up yet. Open the set-up link that it has printed in its log.'),
    ),
  );
}

function showSetUp(link) {
  const input = { type: 'password', autocomplete: 'new-password', required: true, minlength: 8 };
  show(
    entry(
      el('h1', {}, 'Welcome'),
      el('p', { class: 'soft' }, 'Choose the password for this Masthead. At least eight characters.'),
      form(
        [
          el('input', admin),
          field('Password', { ...input, name: 'password', 'data-first': true }),
          field('Once more', { ...input, name: 'again' }),
        ],
        'Set up',
        async ({ password, again }) => {
          if (password !== again) throw new Error('The two are not the same.');
          enter(await ask('POST', '/setup', { token: link, password }));
        },
      ),
    ),
  );
}

async function start() {
  const me = await ask('GET', '/me').catch(() => null);
  if (me && me.via === 'entrance') return showHome(me.via);
  const link = location.pathname.endsWith('/setup') ? location.hash.slice(1) : '';
  if (token.read() && !link) return showHome();
  try {
    const { required } = await ask('GET', '/setup');
    if (required && link) showSetUp(link);
    else showLogin(!required);
  } catch (error) {
    show(entry(el('h1', {}, 'Masthead'), el('p', {}, error.message)));
    const again = setTimeout(start, 3000);
    leave = () => clearTimeout(again);
  }
}

addEventListener('hashchange', start);
start();
`;
