// A form of several fields is sent with the Enter key, as everywhere. Browsers do so only where its button is a native one.

/** What a browser counts as a field whose Enter key sends the form (HTML, 4.10.21.2); one alone it sends by itself. */
const FIELDS =
  'input:not([type]),input:is([type=text],[type=search],[type=url],[type=tel],[type=email],[type=password],[type=number],[type=date],[type=time])';
const NATIVE = 'button:not([type]),button[type=submit],input:is([type=submit],[type=image])';
/** In a dialog it stands below the form. */
const SENDS = 'wa-button[slot=footer].sends';

/** @param root whose forms these are; in shadow trees below it, too */
export function sendWithEnter(root: EventTarget): void {
  root.addEventListener('keydown', (event) => {
    const { key, isComposing, defaultPrevented } = event as KeyboardEvent;
    const [field] = event.composedPath();
    if (key !== 'Enter' || isComposing || defaultPrevented || !(field instanceof HTMLInputElement)) return;
    const { form } = field;
    if (!form || !field.matches(FIELDS) || form.querySelector(NATIVE)) return;
    const button = form.querySelector('wa-button[type=submit]') ?? form.closest('wa-dialog')?.querySelector(SENDS);
    if (button?.matches(':not([disabled],[loading])') && form.querySelectorAll(FIELDS).length > 1) form.requestSubmit();
  });
}
