import { useCallback, useMemo, type KeyboardEvent, type ReactNode } from "react";
import type { ExplorerOperation, Purpose } from "../explorer-api.ts";
import { DeskContext } from "./desk-context.ts";
import { Editors } from "./editors.tsx";
import { Header } from "./header.tsx";
import { Panel, PanelButtons } from "./panels.tsx";
import { PreflightStrip } from "./preflight-strip.tsx";
import { PurposeDialog } from "./purpose-dialog.tsx";
import { PURPOSE_LABELS } from "./purposes.ts";
import { Results } from "./results.tsx";
import { useEditorTexts } from "./use-editor-texts.ts";
import { usePreflight } from "./use-preflight.ts";
import { useExports } from "./use-exports.ts";
import { usePurpose } from "./use-purpose.ts";
import { useRun } from "./use-run.ts";
import { useSystemTheme } from "./use-system-theme.ts";
import { lastingRefusals } from "./verdict.ts";
import type { WorkspaceProps } from "./workspace.tsx";

/** Editors, what the draft would take, and what became of the last run. */
export function Desk(props: WorkspaceProps): ReactNode {
  const { client, onViewerChange } = props;
  const texts = useEditorTexts();
  useSystemTheme();
  const { draft, text, load } = texts;
  const { check, preflightOf, askAgain } = usePreflight(client, draft);
  const onDeclare = useCallback(
    async (purpose: Purpose) => {
      onViewerChange(await client.declarePurpose(purpose));
      askAgain();
    },
    [client, onViewerChange, askAgain],
  );
  const purpose = usePurpose(onDeclare);
  const { ask: askPurpose } = purpose;
  const { outcome, run, stop } = useRun({ client, preflightOf, askPurpose, onRun: askAgain });
  const exports = useExports({ client, preflightOf, askPurpose });
  const isRefused = check.state === "checked" && lastingRefusals(check.preflight).length > 0;
  const isRunning = outcome.state === "running";
  const isRunnable = draft.state === "operation" && !isRefused && !isRunning;
  const runNow = (): void => {
    const now = readNow();
    if (now.state === "operation" && !isRunning) void run(now.operation);
  };
  const { readNow } = texts;
  const desk = useMemo(() => {
    const operation = (): ExplorerOperation | null => {
      const now = readNow();
      return now.state === "operation" ? now.operation : null;
    };
    return { client, text, load, operation, exports };
  }, [client, text, load, readNow, exports]);
  return (
    <DeskContext value={desk}>
      <DeskHeader {...props} />
      <main className="desk graphiql-container" onKeyDownCapture={runOnKey(runNow)}>
        <h1 className="unseen">Clinic explorer</h1>
        <Panel />
        <div className="column">
          <Editors isRunnable={isRunnable} isRunning={isRunning} onRun={runNow} onStop={stop} texts={texts} />
          <PreflightStrip check={check} obstacle={draft.state === "invalid" ? draft.reason : null} />
        </div>
        <Results outcome={outcome} />
      </main>
      {purpose.isAsked ? <PurposeDialog onDeclare={purpose.declare} onClose={purpose.dismiss} /> : null}
    </DeskContext>
  );
}

/** Before Monaco, whose own action would run GraphiQL's. */
function runOnKey(run: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };
}

function DeskHeader({ viewer, onSignOut }: WorkspaceProps): ReactNode {
  return (
    <Header>
      <PanelButtons />
      <span className="who">
        {viewer.roles.join(", ")}
        {viewer.purpose === null ? null : ` · ${PURPOSE_LABELS[viewer.purpose]}`}
      </span>
      <button type="button" className="button" onClick={onSignOut}>
        Sign out
      </button>
    </Header>
  );
}
