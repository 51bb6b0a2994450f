interface Typed<Data, Variables> {
  /** Never there; carries the types. */
  readonly __types?: (variables: Variables) => Data;
}

/** An operation that is registered for the client: the id stands for its text. */
export interface RegisteredOperation<Data, Variables> extends Typed<Data, Variables> {
  /** `sha256:` and the hash of the text. */
  readonly id: string;
  /** Name of the operation, for logs and mocks. */
  readonly name: string;
  readonly kind: "query" | "mutation";
}

/** An operation that is sent as text, while it is being written: production takes texts from few. */
export interface TextOperation<Data, Variables> extends Typed<Data, Variables> {
  readonly text: string;
  readonly kind: "query" | "mutation";
}

/** An operation with the types of its data and its variables. */
export type Operation<Data, Variables> =
  RegisteredOperation<Data, Variables> | TextOperation<Data, Variables>;
