/** What stands in the editor at first. */
export const START_QUERY = `# Write a query. Ctrl+Space suggests fields, Ctrl+Enter runs it.
# What it would take is shown below before it is run.

`;
