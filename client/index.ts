export {
  createClinicClient,
  type ClinicClient,
  type ClinicClientOptions,
  type ExecuteOptions,
} from "./clinic-client.ts";
export type { Operation, RegisteredOperation, TextOperation } from "./operation.ts";
export type {
  ClinicError,
  CompleteResult,
  Cost,
  ErrorCode,
  FieldProblem,
  IncompleteResult,
  NewerErrorCode,
  Result,
  TransportErrorCode,
} from "./result.ts";
export type { MutationField, UserErrorCode } from "./user-errors.ts";
