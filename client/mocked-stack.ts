export {
  mockedStack,
  type AskedOperation,
  type MockedStack,
  type MockedStackOptions,
} from "./mocked-stack/mocked-stack.ts";
export type { MockField, MockValue, TypeOverrides } from "./mocked-stack/mock-value.ts";
export {
  answer,
  delayed,
  fieldError,
  networkFailure,
  refusal,
  userErrors,
  type Outcome,
} from "./mocked-stack/outcome.ts";
