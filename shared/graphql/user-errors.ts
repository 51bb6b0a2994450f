/** What a person is told per user-error code of a subgraph, and which field of the input it is about; null for none. */
export type UserErrorTable = Readonly<
  Record<string, { readonly message: string; readonly field: string | null }>
>;

/** One entry of a payload's `userErrors`. */
export type UserError<Table extends UserErrorTable, Code extends keyof Table> = Table[Code] & {
  readonly code: Code;
};

/** Makes the `userErrors` of a mutation that changed nothing, for one reason; none, for null, when it has. */
export function userErrorsOf<Table extends UserErrorTable>(table: Table) {
  return <Code extends keyof Table>(code: Code | null): UserError<Table, Code>[] =>
    code === null ? [] : [{ code, ...table[code] }];
}
