/** Rows of the pages that are measured. */
export const ROWS = 100;

/** A list that staff asks for, with nothing that another subgraph has. */
export interface Page {
  readonly name: string;
  readonly query: string;
  /** What the page selects of one row, with what is in objects. */
  readonly fieldsPerRow: number;
}

const FIRST = `(first: ${String(ROWS)})`;

/** Reads of patients are written to the audit log, field by field; practitioners are nobody's data. */
export const PAGES: readonly Page[] = [
  {
    name: "practitioners",
    query: `{ practitioners${FIRST} { nodes { id name { given family display } specialty region } } }`,
    fieldsPerRow: 7,
  },
  {
    name: "patients",
    query: `{ patients${FIRST} { nodes { id name { given family display } birthDate contact { phone email } region } } }`,
    fieldsPerRow: 10,
  },
];
