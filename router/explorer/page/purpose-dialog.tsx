import { useState, type ReactNode } from "react";
import { PURPOSES, type Purpose } from "../explorer-api.ts";
import { Dialog } from "./dialog.tsx";
import { messageOf } from "./messages.ts";
import { PURPOSE_LABELS } from "./purposes.ts";

interface PurposeDialogProps {
  readonly onDeclare: (purpose: Purpose) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks once a session what patient data is looked at for. */
export function PurposeDialog({ onDeclare, onClose }: PurposeDialogProps): ReactNode {
  const [purpose, setPurpose] = useState<Purpose | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  async function declare(): Promise<void> {
    // What waits for it is done once, however often somebody clicks.
    if (purpose === null || isBusy) return;
    setIsBusy(true);
    try {
      await onDeclare(purpose);
    } catch (error) {
      setMessage(messageOf(error));
      setIsBusy(false);
    }
  }
  return (
    <Dialog title="What do you need patient data for?" onClose={onClose}>
      <p className="hint">It is recorded in the audit log, once for this session and with each export.</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void declare();
        }}
      >
        <PurposeChoice purpose={purpose} onChange={setPurpose} />
        <p className="message" role="alert">
          {message}
        </p>
        <div className="buttons">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button primary" aria-disabled={isBusy}>
            Continue
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface PurposeChoiceProps {
  readonly purpose: Purpose | null;
  readonly onChange: (purpose: Purpose) => void;
}

function PurposeChoice({ purpose, onChange }: PurposeChoiceProps): ReactNode {
  return (
    <fieldset className="choices">
      <legend className="unseen">Purpose of use</legend>
      {PURPOSES.map((code) => (
        <label key={code}>
          <input
            type="radio"
            name="purpose"
            required
            checked={purpose === code}
            onChange={() => onChange(code)}
          />
          {PURPOSE_LABELS[code]}
        </label>
      ))}
    </fieldset>
  );
}
