import type { ReactNode } from "react";

/** Limit of the router. */
const NAME_CHARACTERS = 100;

interface NameFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Name of a saved query. */
export function NameField({ value, onChange }: NameFieldProps): ReactNode {
  return (
    <label>
      Name
      <input
        required
        maxLength={NAME_CHARACTERS}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  );
}
