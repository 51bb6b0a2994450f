/** Rows of the page that is measured. */
export const ROWS = 100;

/** Patients as a list of staff shows them, with nothing that another subgraph has. */
export const PAGE = `{ patients(first: ${String(ROWS)}) { nodes { id name { given family display } birthDate contact { phone email } region } } }`;

/** The same of practitioners: nobody's data, so that nothing of it is written to the audit log. */
export const UNLOGGED_PAGE = `{ practitioners(first: ${String(ROWS)}) { nodes { id name { given family display } specialty region } } }`;

/** What the page selects of one row, `name` and `contact` with what is in them. */
export const FIELDS_PER_ROW = 10;
