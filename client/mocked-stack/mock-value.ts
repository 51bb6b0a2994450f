import type { ObjectTypes } from "../__generated__/mocked-schema.ts";

/** A value of which any part may be left out: what is left out is made up. */
export type MockValue<T> = T extends readonly (infer Item)[]
  ? readonly MockValue<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]?: MockValue<T[Key]> }
    : T;

/** A value, or how to make it of the field's arguments. */
export type MockField<T> = MockValue<T> | ((args: Readonly<Record<string, unknown>>) => MockValue<T>);

/** Fields of types that are to have values of yours wherever they are asked for. */
export type TypeOverrides = {
  readonly [Type in keyof ObjectTypes]?: {
    readonly [Field in keyof ObjectTypes[Type]]?: MockField<ObjectTypes[Type][Field]>;
  };
};
