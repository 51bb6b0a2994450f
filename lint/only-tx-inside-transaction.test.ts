import { RuleTester } from "eslint";
import { parser } from "typescript-eslint";
import { describe, it } from "vitest";
import { onlyTxInsideTransaction } from "./only-tx-inside-transaction.ts";

RuleTester.describe = describe;
RuleTester.it = it;

const tester = new RuleTester({ languageOptions: { parser } });

/** A case that must be refused: the code, and what its messages name. */
function refused(name: string, code: string, ...handles: readonly string[]): RuleTester.InvalidTestCase {
  return {
    name,
    code,
    errors: handles.map((handle) => ({ messageId: "outerHandle", data: { handle, tx: "tx" } })),
  };
}

tester.run("only-tx-inside-transaction", onlyTxInsideTransaction, {
  valid: [
    { name: "the callback's own handle", code: "db.transaction(async (tx) => { await tx.insert(table); });" },
    { name: "an outer handle outside of a transaction", code: "await db.insert(table);" },
    {
      name: "drizzle's sql builds a fragment",
      code: 'import { sql } from "drizzle-orm"; db.transaction((tx) => tx.execute(sql`select 1`));',
    },
    {
      name: "a savepoint on the own handle",
      code: "db.transaction((tx) => tx.transaction((inner) => inner.insert(table)));",
    },
    {
      name: "a handle declared in the callback",
      code: "db.transaction((tx) => { const db = tx; return db.insert(table); });",
    },
    {
      name: "a member of something made in the callback",
      code: "db.transaction((tx) => { const kit = make(tx); kit.db.insert(table); });",
    },
    {
      name: "a partner's client is no handle",
      code: "context.write((tx, record) => record({ clientId: client.id }));",
    },
    { name: "a stream is no database", code: "output.write(chunk, () => { db.insert(table); });" },
    { name: "a file is no database", code: "fs.read(fd, () => { db.insert(table); });" },
    {
      name: "an asynchronous local storage is no database",
      code: "storage.run(store, () => db.insert(table));",
    },
    { name: "a function of another name", code: "retry(() => db.insert(table));" },
    { name: "a method found by a variable", code: "db[method](() => db.insert(table));" },
    {
      name: "a type is no handle",
      code: "db.transaction((tx) => { const rows: Database<database> = load(tx); return rows; });",
    },
    { name: "an unknown function cannot be judged", code: "run(work); db.transaction(work);" },
    {
      name: "what the callback calls is not followed",
      code: "db.transaction((tx) => save(tx)); function save(tx) { db.insert(table); }",
    },
    {
      name: "a number is no function",
      code: "const work = 1; let other; db.transaction(work); db.transaction(other);",
    },
    {
      name: "a context of the callback's own",
      code: "db.transaction((tx) => bind(tx, (context) => context.read));",
    },
    { name: "methods of super and imports", code: "db.transaction((tx) => import.meta.url);" },
  ],
  invalid: [
    refused("the outer db", "db.transaction(async (tx) => { await db.insert(table); });", "db"),
    refused("a database", "database.transaction((tx) => database.ping());", "database"),
    refused("db handed on", "db.transaction((tx) => new Repository(db));", "db"),
    refused("no parameter at all", "db.transaction(async () => { await db.insert(table); });", "db"),
    refused("a handle with a longer name", "usersDb.transaction((tx) => auditDb.insert(table));", "auditDb"),
    refused("postgres.js's sql", "sql.begin((tx) => sql`select 1`);", "sql"),
    refused(
      "an sql imported from elsewhere",
      'import { sql } from "./connection.ts"; sql.begin((tx) => sql`select 1`);',
      "sql",
    ),
    refused("a client's tagged statement", "client.begin((tx) => client`select 1`);", "client"),
    refused("a pool's statement", "pool.transaction((tx) => pool.query(text));", "pool"),
    refused("this.db", "class A { m() { this.db.transaction((tx) => this.db.insert(table)); } }", "this.db"),
    refused(
      "this.#database",
      "class A { #database; m() { this.#database.transaction((tx) => this.#database.ping()); } }",
      "this.database",
    ),
    refused("a member by string", 'db.transaction((tx) => deps["db"].insert(table));', "deps.db"),
    refused("a deep member", "db.transaction((tx) => this.deps.db.insert(table));", "db"),
    refused(
      "a destructured handle",
      "db.transaction((tx) => { const { db } = deps; return db.insert(table); });",
      "db",
    ),
    refused(
      "context.read within write",
      "context.write((tx) => context.read((other) => other.select()));",
      "context.read",
    ),
    refused(
      "write within write",
      "requests.write((tx, record) => requests.write((inner) => inner.insert(table)));",
      "requests.write",
    ),
    refused(
      "a nested call on this",
      "class A { m() { this.requests.write((tx) => this.requests.read((t) => t.select())); } }",
      "this.requests.read",
    ),
    refused(
      "read within a read",
      "requests.read((tx) => other.read((inner) => inner.select()));",
      "other.read",
    ),
    refused("SystemScope.run", "systemScope.run((tx) => db.select());", "db"),
    refused("a new SystemScope", "new SystemScope(database).run((tx) => db.select());", "db"),
    refused(
      "this.#systemScope.run",
      "class A { #systemScope; m() { this.#systemScope.run((tx) => db.select()); } }",
      "db",
    ),
    refused(
      "a transaction of its own in a callback",
      "db.transaction((tx) => inTransaction((inner) => inner.select()));",
      "inTransaction",
    ),
    refused("a handle deep within", "db.transaction((tx) => rows.map(() => () => db.insert(table)));", "db"),
    refused("options before the function", 'sql.begin("read only", (tx) => db.select());', "db"),
    refused(
      "a function declared elsewhere",
      "function work(tx) { return db.select(); } db.transaction(work);",
      "db",
    ),
    refused("a constant function", "const work = (tx) => db.select(); db.transaction(work);", "db"),
    refused(
      "through TypeScript's clothes",
      "(db as Database).transaction((tx) => (this.db!).select());",
      "this.db",
    ),
    refused("an optional call", "context?.write((tx) => db.select());", "db"),
    refused("two uses are two findings", "db.transaction((tx) => { db.a(); db.b(); });", "db", "db"),
    {
      name: "the outer transaction within a savepoint",
      code: "db.transaction((tx) => tx.transaction((inner) => tx.insert(table)));",
      errors: [{ messageId: "outerHandle", data: { handle: "tx", tx: "inner" } }],
    },
    {
      name: "the message names the handle that does exist",
      code: "db.transaction(({ insert }) => db.select());",
      errors: ["Inside a transaction callback only `tx` exists: `db` would run outside of the transaction."],
    },
  ],
});
