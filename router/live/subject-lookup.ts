import { z } from "zod";
import type { Viewer } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Deadline } from "#shared/http/deadline.ts";
import { isErrorCode } from "#shared/errors/catalogue.ts";
import type { ServiceCaller } from "../services/service-caller.ts";
import { readAnswer } from "../access/read-answer.ts";
import type { StreamSubject } from "./stream-subject.ts";

/** Whether the viewer sees that there is such a patient or practitioner. @throws AppError `DEPENDENCY_UNAVAILABLE` or `DEADLINE_EXCEEDED` */
export type SubjectLookup = (subject: StreamSubject, viewer: Viewer, deadline: Deadline) => Promise<boolean>;

const QUERIES: Readonly<Record<StreamSubject["kind"], string>> = {
  PATIENT: "query ($id: ID!) { found: patient(id: $id) { id } }",
  PRACTITIONER: "query ($id: ID!) { found: practitioner(id: $id) { id } }",
};

const answerSchema = z.object({
  data: z.object({ found: z.object({ id: z.string() }).nullable() }).nullish(),
  errors: z.array(z.object({ extensions: z.object({ code: z.string() }) })).default([]),
});

/** Asks users, as the viewer: the policies of the subgraph decide what is seen. */
export function createSubjectLookup(callUsers: ServiceCaller): SubjectLookup {
  return async ({ kind, id }, viewer, deadline) => {
    const response = await callUsers({
      method: "POST",
      path: "/graphql",
      body: JSON.stringify({ query: QUERIES[kind], variables: { id } }),
      viewer,
      deadline,
    });
    const { data, errors } = readAnswer(response, answerSchema);
    const [code] = errors.map(({ extensions }) => extensions.code);
    if (code === undefined) return data?.found?.id === id;
    if (code === "AUTH_FORBIDDEN") return false;
    throw new AppError(isErrorCode(code) && code === "DEADLINE_EXCEEDED" ? code : "DEPENDENCY_UNAVAILABLE");
  };
}
