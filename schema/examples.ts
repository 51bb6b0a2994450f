import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** In the variables of an example: the secret in the newest mail to an address, which is another one every time. */
export const MAILED_TOKEN = /<token mailed to ([^>]+)>/;

/** In the variables of an example: the id of the newest time that is kept free, which is another one every time. */
export const NEWEST_HOLD = "<newest hold>";

const exampleSchema = z.strictObject({
  /** What happens, for whoever reads the list; of one operation no two are named the same. */
  name: z.string().min(1),
  /** E-mail of a seeded account, name of a seeded partner's program, or `nobody`. */
  as: z.string().min(1),
  /** True: of who asks only the password was taken yet, and not the code. */
  isHalfSignedIn: z.boolean().default(false),
  variables: z.record(z.string(), z.unknown()).default({}),
});

const examplesSchema = z.record(
  z.string(),
  z
    .array(exampleSchema)
    .min(1)
    .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, "Two have the same name."),
);

/** One way to run an operation on the golden data. */
export type Example = Readonly<z.infer<typeof exampleSchema>>;

/** What a client's operations are tried with, by the names of the operations, in the order in which they are run. */
export type Examples = Readonly<Record<string, readonly Example[]>>;

/**
 * Reads `examples.json` of a client; a client without the file has none.
 * @param operations the folder `schema/operations`
 * @throws Error naming the file that says something else
 */
export function readExamples(operations: string, client: string): Examples {
  const file = join(operations, client, "examples.json");
  if (!existsSync(file)) return {};
  try {
    return examplesSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new Error(`${file} is no list of examples.`, { cause: error });
  }
}
