import type { ReactNode } from "react";

/** The bar at the top of each view. */
export function Header({ children }: { readonly children?: ReactNode }): ReactNode {
  return (
    <header className="bar">
      <span className="brand">
        <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
          <rect x="1" y="1" width="22" height="22" rx="6" fill="currentColor" />
          <path d="M12 6v12M6 12h12" stroke="var(--paper)" strokeWidth="3" strokeLinecap="round" />
        </svg>
        Clinic explorer
      </span>
      {children}
    </header>
  );
}
