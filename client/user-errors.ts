import type { Mutation } from "./__generated__/schema.ts";

/** A field of `Mutation`. */
export type MutationField = Exclude<keyof Mutation, "__typename">;

/** Every code that `userErrors` of a mutation can have, for example `UserErrorCode<"bookAppointment">`. */
export type UserErrorCode<Field extends MutationField> = Mutation[Field]["userErrors"][number]["code"];
