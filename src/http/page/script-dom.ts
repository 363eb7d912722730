// The page's own few tools: elements (text is only ever set as text), requests with the login, copying.

export const DOM_SCRIPT = `const TOKEN = 'masthead.token';

/** el('p', { class: 'soft', onclick }, 'text', child, null) */
export function el(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== undefined && value !== null && value !== false) node.setAttribute(name, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export const token = {
  read: () => localStorage.getItem(TOKEN),
  keep: (value) => localStorage.setItem(TOKEN, value),
  drop: () => localStorage.removeItem(TOKEN),
};

export class Refused extends Error {
  constructor(problem) {
    super(problem.detail || problem.title || 'Masthead does not answer.');
    this.status = problem.status;
  }
}

/** The answer's JSON; throws Refused with a sentence that can be shown. */
export async function ask(method, path, body) {
  const headers = {};
  if (token.read()) headers.authorization = 'Bearer ' + token.read();
  if (body) headers['content-type'] = 'application/json';
  let response;
  try {
    response = await fetch('api' + path, { method, headers, body: body && JSON.stringify(body) });
  } catch {
    throw new Refused({ detail: 'Masthead does not answer.', status: 0 });
  }
  const text = await response.text();
  let data = null;
  try {
    data = text === '' ? null : JSON.parse(text);
  } catch {
    throw new Refused({ detail: 'Something else than Masthead answered.', status: response.status });
  }
  if (!response.ok) throw new Refused(data || { status: response.status });
  return data;
}

/** A form that sends once at a time and shows what went wrong. */
export function form(fields, label, send) {
  const button = el('button', { type: 'submit' }, label);
  const alert = el('p', { role: 'alert', hidden: true });
  async function submit(event) {
    event.preventDefault();
    button.disabled = true;
    alert.hidden = true;
    try {
      await send(Object.fromEntries(new FormData(node)), node);
    } catch (error) {
      alert.textContent = error.message;
      alert.hidden = false;
    } finally {
      button.disabled = false;
    }
  }
  const node = el('form', { onsubmit: submit }, fields, button, alert);
  return node;
}

/** '1 viewer', '4,213 channels' */
export const plural = (count, one, many) => count.toLocaleString() + ' ' + (count === 1 ? one : many);

export const field = (label, input, width) => el('label', { class: width }, label, el('input', input));

/** The clipboard is closed to pages without TLS, which a home's mostly are: then the selection is copied. */
export async function copy(text, source) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const selection = getSelection();
    selection.selectAllChildren(source);
    const done = document.execCommand('copy');
    if (done) selection.removeAllRanges();
    return done;
  }
}
`;
