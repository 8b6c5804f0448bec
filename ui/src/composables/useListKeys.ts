import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue';

const typing = 'input, textarea, select, [contenteditable], [role="dialog"], [role="menu"], [role="listbox"]';

/** What the keyboard does on a page with a list; the list's help shows it. */
export const listKeys = [
  { keys: ['J', '↓'], does: 'Next row' },
  { keys: ['K', '↑'], does: 'Previous row' },
  { keys: ['Enter'], does: 'Open the row' },
  { keys: ['/'], does: 'Search the list' },
  { keys: ['?'], does: 'Show these keys' },
  { keys: ['Ctrl K'], does: 'Search everything' },
];

/** Moves through a list's rows without the mouse. Keys that are typed into a field, or belong to a dialog, stay there. */
export function useListKeys(root: Ref<HTMLElement | null>): Ref<boolean> {
  const isHelpOpen = ref(false);

  function move(step: number): void {
    const rows = [...(root.value?.querySelectorAll<HTMLElement>('tbody tr') ?? [])];
    const place = rows.findIndex((row) => row.contains(document.activeElement));
    const next = place < 0 ? (step > 0 ? 0 : rows.length - 1) : place + step;
    rows[next]?.focus();
  }

  function isInRow(): boolean {
    return root.value?.querySelector('tbody')?.contains(document.activeElement) ?? false;
  }

  function act(key: string): boolean {
    switch (key) {
      case 'j':
      case 'k':
        move(key === 'j' ? 1 : -1);
        return true;
      case 'ArrowDown':
      case 'ArrowUp':
        // Outside of the rows the arrows scroll the page, as everywhere.
        if (isInRow()) {
          move(key === 'ArrowDown' ? 1 : -1);
          return true;
        }
        return false;
      case '/':
        document.querySelector<HTMLElement>('main .search-box input')?.focus();
        return true;
      case '?':
        isHelpOpen.value = true;
        return true;
      default:
        return false;
    }
  }

  function onKey(event: KeyboardEvent): void {
    const isElsewhere = event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]') !== null
      || (event.target instanceof Element && event.target.closest(typing) !== null);
    if (!isElsewhere && act(event.key)) {
      event.preventDefault();
    }
  }

  onMounted(() => window.addEventListener('keydown', onKey));
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey));
  return isHelpOpen;
}
