export interface TableColumn {
  key: string;
  label: string;
  /** Right-aligned, digits of equal width. */
  isNumber?: boolean;
  /** Left out where the window is narrow; the row's own page has it. */
  isWide?: boolean;
  /** The member the server sorts by; absent where it does not sort. */
  sort?: string;
}
