export interface TableColumn {
  key: string;
  label: string;
  /** Right-aligned, digits of equal width. */
  isNumber?: boolean;
  /** The member the server sorts by; absent where it does not sort. */
  sort?: string;
}
