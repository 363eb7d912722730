// A list that Lit has made, put in another order by hand.

// oxlint-disable-next-line import/no-named-as-default -- its types know the default alone
import Sortable from 'sortablejs';

/**
 * Rows are dragged by their `.handle`. What was dragged is put back where Lit knows it, before its own comment node and all;
 * it comes to its new place with the new order. `destroy` ends it.
 */
export function sortableList(list: HTMLElement, onMoved: (from: number, to: number) => void): Sortable {
  let after: ChildNode | null = null;
  return Sortable.create(list, {
    handle: '.handle',
    animation: 120,
    ghostClass: 'ghost',
    onStart: ({ item }) => (after = item.nextSibling),
    onEnd: ({ oldIndex, newIndex, item }) => {
      list.insertBefore(item, after);
      if (oldIndex !== undefined && newIndex !== undefined && oldIndex !== newIndex) onMoved(oldIndex, newIndex);
    },
  });
}
