import { is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import * as appointments from "#drizzle/appointments/schema.ts";
import * as audit from "#drizzle/audit/schema.ts";
import * as auth from "#drizzle/auth/schema.ts";
import { CONTEXTS } from "#drizzle/contexts.ts";
import * as messaging from "#drizzle/messaging/schema.ts";
import * as platform from "#drizzle/platform/schema.ts";
import * as users from "#drizzle/users/schema.ts";

/** Every table with its schema, quoted or not: a new one is known at once. */
function tableNames(): string[] {
  return [appointments, audit, auth, messaging, platform, users]
    .flatMap((schema): unknown[] => Object.values(schema))
    .filter((value) => is(value, PgTable))
    .map((table) => {
      const { schema = "", name } = getTableConfig(table);
      return String.raw`${schema}\\?"?\.\\?"?${name}`;
    });
}

/** What must be in no answer, unless its client sent the same words: each as it looks when it leaks. */
const LEAKS: Readonly<Record<string, RegExp>> = {
  "a stack": /(?:^|\\n|\s)at (?:async )?[\w.$<>[\] ]+ ?\((?:file|node|\/|<anonymous>)|\.[cm]?[jt]s:\d+/i,
  "a file path":
    /(?:file:\/\/|node:[a-z]+|(?:^|[\s"'(=:])\/(?:work|home|root|usr|tmp|var|etc|opt|proc|srv|app)\/|node_modules)/i,
  "an SQL statement":
    /\b(?:select\s(?:[^"]|\\?"\w+\\?"){0,200}?\sfrom\s|insert into\s|update\s\S+\sset\s|delete from\s|set local\b|set_config\b)/i,
  "a database error":
    /\b(?:relation|column|constraint|schema|role) \\?"[\w.]+\\?" |violates|sqlstate|pg_[a-z]+|invalid (?:input syntax|byte sequence)|out of range for type/i,
  "a table": new RegExp(String.raw`\b(?:${tableNames().join("|")})\b`, "i"),
  "a host": /\b(?:127\.0\.0\.1|0\.0\.0\.0|\[?::1\]?:\d+|ECONN[A-Z]+|ENOTFOUND|EPIPE|localhost:(?!4000\b)\d+)/,
  "a role": new RegExp(String.raw`\b(?:${CONTEXTS.join("|")})_(?:app|system)\b`),
  "a package":
    /\b(?:apollo(?!-require-preflight\b|-operation-name\b)|fastify|drizzle|postgres(?:ql)?|undici|zod|graphql-(?:shield|armor|middleware|scalars|js)|lucia|argon2|pino|light-my-request|FST_[A-Z_]+|GRAPHQL_[A-Z_]+|BAD_USER_INPUT|ZodError|TypeError|RangeError|SyntaxError|AssertionError)\b/i,
};

/**
 * What an answer tells that it must not: one line per finding. Words that the client sent itself do not count here;
 * whether they may be repeated is judged elsewhere.
 * @param sent everything that the client sent, as one text
 */
export function leaksIn(answer: string, sent: string): string[] {
  return Object.entries(LEAKS).flatMap(([what, pattern]) => {
    const found = [...answer.matchAll(new RegExp(pattern, `${pattern.flags}g`))].map(([text]) => text.trim());
    return found.filter((text) => !sent.includes(text)).map((text) => `leaks ${what}: ${text}`);
  });
}
