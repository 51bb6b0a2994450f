import { useGraphiQL } from "@graphiql/react";
import { useMemo, useState } from "react";
import { readDraft, type Draft } from "./operation.ts";
import { START_QUERY } from "./start-query.ts";

/** What GraphiQL's editors hold. */
export interface EditorTexts {
  /** A moment old while somebody types. */
  readonly draft: Draft;
  /** As the editors are now. */
  readonly readNow: () => Draft;
  readonly text: () => string;
  readonly load: (text: string) => void;
  readonly onQuery: (text: string) => void;
  readonly onVariables: (text: string) => void;
}

/** Follows the editors. */
export function useEditorTexts(): EditorTexts {
  const [query, setQuery] = useState(START_QUERY);
  const [variables, setVariables] = useState("");
  const { queryEditor, variableEditor, operationName } = useGraphiQL((state) => ({
    queryEditor: state.queryEditor,
    variableEditor: state.variableEditor,
    operationName: state.operationName,
  }));
  const draft = useMemo(() => readDraft(query, variables, operationName), [query, variables, operationName]);
  return useMemo(
    () => ({
      draft,
      readNow: () =>
        readDraft(queryEditor?.getValue() ?? "", variableEditor?.getValue() ?? "", operationName),
      text: () => queryEditor?.getValue() ?? "",
      load: (text) => {
        const range = queryEditor?.getModel()?.getFullModelRange();
        // An edit as any other, so that it can be undone.
        queryEditor?.pushUndoStop();
        if (range !== undefined) queryEditor?.executeEdits("load", [{ range, text }]);
        queryEditor?.pushUndoStop();
        queryEditor?.focus();
      },
      onQuery: setQuery,
      onVariables: setVariables,
    }),
    [draft, queryEditor, variableEditor, operationName],
  );
}
