import { QueryEditor, useGraphiQL, useGraphiQLActions, VariableEditor } from "@graphiql/react";
import type { ReactNode } from "react";
import type { EditorTexts } from "./use-editor-texts.ts";

interface EditorsProps {
  readonly isRunnable: boolean;
  readonly isRunning: boolean;
  readonly onRun: () => void;
  readonly onStop: () => void;
  readonly texts: EditorTexts;
}

/**
 * GraphiQL's editors of the document and of the variables, and what is done with them. Run can be reached when it is of no use,
 * so that its reason is read out.
 */
export function Editors({ isRunnable, isRunning, onRun, onStop, texts }: EditorsProps): ReactNode {
  const actions = useGraphiQLActions();
  return (
    <section className="editors" aria-label="Query">
      <div className="tools">
        <button
          type="button"
          className="button primary"
          aria-describedby="obstacle"
          aria-disabled={!isRunnable}
          onClick={onRun}
        >
          {isRunning ? "Running…" : "Run"}
        </button>
        {isRunning ? (
          <button type="button" className="button" onClick={onStop}>
            Stop
          </button>
        ) : null}
        <OperationChoice />
        <button type="button" className="button" onClick={() => void actions.prettifyEditors()}>
          Format
        </button>
        <span className="hint wide-only">Ctrl+Enter runs · Ctrl+M lets Tab leave the editor</span>
      </div>
      <QueryEditor className="query-editor" role="group" aria-label="Query editor" onEdit={texts.onQuery} />
      <details className="variables">
        <summary>Variables</summary>
        <VariableEditor
          className="variable-editor"
          role="group"
          aria-label="Variables editor"
          onEdit={texts.onVariables}
        />
      </details>
    </section>
  );
}

/** Which of several operations is run. */
function OperationChoice(): ReactNode {
  const { operations, operationName } = useGraphiQL((state) => ({
    operations: state.operations,
    operationName: state.operationName,
  }));
  const actions = useGraphiQLActions();
  const names = (operations ?? []).flatMap(({ name }) => (name === undefined ? [] : [name.value]));
  if (names.length < 2) return null;
  return (
    <label className="choice">
      Operation
      <select value={operationName ?? ""} onChange={({ target }) => actions.setOperationName(target.value)}>
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}
