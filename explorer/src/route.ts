/** Where the reader is, which the fragment of the address holds so that it can be shared. */
export interface Route {
  view: string;
  parameters: Readonly<Record<string, string>>;
}

export function parse(fragment: string): Route {
  const [view = "", query = ""] = fragment.replace(/^#?\/?/, "").split("?", 2);
  return { view, parameters: Object.fromEntries(new URLSearchParams(query)) };
}

export function written({ view, parameters }: Route): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== "");
  const query = new URLSearchParams(given).toString();
  return `#/${view}${query ? `?${query}` : ""}`;
}

/** Several values in one parameter, with commas between. */
export function list(value: string | undefined): string[] {
  const plain = (item: string): string => item.replaceAll("%2C", ",").replaceAll("%25", "%");
  return value ? value.split(",").filter(Boolean).map(plain) : [];
}

export function listed(values: Iterable<string>): string {
  return [...values].map((item) => item.replaceAll("%", "%25").replaceAll(",", "%2C")).join(",");
}
