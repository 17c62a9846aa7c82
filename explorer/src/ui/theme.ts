const KEY = "paperkg-theme";

/** Light or dark: as the reader chose, else as their system says. */
export function theme(): "light" | "dark" {
  return (stored() ?? matchMedia("(prefers-color-scheme: dark)").matches) ? "dark" : "light";
}

export function applyTheme(chosen?: "light" | "dark"): void {
  if (chosen) {
    try {
      localStorage.setItem(KEY, chosen);
    } catch {
      // A page from disk may be allowed to keep nothing; the choice then lasts as long as it.
    }
  }
  document.documentElement.dataset["theme"] = chosen ?? theme();
}

function stored(): boolean | undefined {
  try {
    const chosen = localStorage.getItem(KEY);
    return chosen ? chosen === "dark" : undefined;
  } catch {
    return undefined;
  }
}
