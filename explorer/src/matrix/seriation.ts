/**
 * Orders of the rows and columns of a table in which its filled cells form blocks.
 *
 * Parts that share nothing come one after the other, the largest first. Within a part, rows and
 * columns are ordered by reciprocal averaging (Hill 1973, doi:10.2307/2258931), the first axis of
 * correspondence analysis: each row gets the mean place of its columns, each column that of its
 * rows, until the places hold still.
 *
 * @param rows for each row its columns with their weights
 */
export function seriated(
  rows: ReadonlyArray<ReadonlyMap<number, number>>,
  columns: number,
): { rows: number[]; columns: number[] } {
  const byColumn: Map<number, number>[] = Array.from({ length: columns }, () => new Map());
  rows.forEach((row, r) => row.forEach((weight, c) => byColumn[c]!.set(r, weight)));
  const order = { rows: [] as number[], columns: [] as number[] };
  for (const part of parts(rows, byColumn)) {
    const places = averaged(rows, byColumn, part);
    const by = (place: Map<number, number>) => (a: number, b: number) =>
      place.get(a)! - place.get(b)! || a - b;
    order.rows.push(...part.rows.sort(by(places.rows)));
    order.columns.push(...part.columns.sort(by(places.columns)));
  }
  return order;
}

interface Part {
  rows: number[];
  columns: number[];
}

/** The connected parts, the largest first. */
function parts(
  rows: ReadonlyArray<ReadonlyMap<number, number>>,
  byColumn: ReadonlyArray<ReadonlyMap<number, number>>,
): Part[] {
  const found: Part[] = [];
  const seenRows = new Set<number>();
  const seenColumns = new Set<number>();
  for (let start = 0; start < rows.length; start++) {
    if (seenRows.has(start)) continue;
    const part: Part = { rows: [start], columns: [] };
    seenRows.add(start);
    for (const row of part.rows) {
      for (const column of rows[row]!.keys()) {
        if (seenColumns.has(column)) continue;
        seenColumns.add(column);
        part.columns.push(column);
        for (const next of byColumn[column]!.keys()) {
          if (seenRows.has(next)) continue;
          seenRows.add(next);
          part.rows.push(next);
        }
      }
    }
    found.push(part);
  }
  return found.sort((a, b) => b.rows.length - a.rows.length || a.rows[0]! - b.rows[0]!);
}

const ROUNDS = 60;

function averaged(
  rows: ReadonlyArray<ReadonlyMap<number, number>>,
  byColumn: ReadonlyArray<ReadonlyMap<number, number>>,
  part: Part,
): { rows: Map<number, number>; columns: Map<number, number> } {
  let rowPlaces = new Map(part.rows.map((row, i) => [row, i]));
  let columnPlaces = new Map<number, number>();
  for (let round = 0; round < ROUNDS; round++) {
    columnPlaces = means(part.columns, byColumn, rowPlaces);
    rowPlaces = spread(means(part.rows, rows, columnPlaces), rows);
  }
  return { rows: rowPlaces, columns: columnPlaces };
}

function means(
  lines: number[],
  cells: ReadonlyArray<ReadonlyMap<number, number>>,
  places: Map<number, number>,
): Map<number, number> {
  return new Map(
    lines.map((line) => {
      let sum = 0;
      let total = 0;
      for (const [other, weight] of cells[line]!) {
        sum += weight * places.get(other)!;
        total += weight;
      }
      return [line, sum / total];
    }),
  );
}

/** The places moved to mean 0 and stretched to variance 1, lest all fall together. */
function spread(
  places: Map<number, number>,
  cells: ReadonlyArray<ReadonlyMap<number, number>>,
): Map<number, number> {
  const weight = (line: number): number => [...cells[line]!.values()].reduce((a, b) => a + b, 0);
  let total = 0;
  let sum = 0;
  for (const [line, place] of places) {
    total += weight(line);
    sum += weight(line) * place;
  }
  const mean = sum / total;
  let squares = 0;
  for (const [line, place] of places) squares += weight(line) * (place - mean) ** 2;
  const deviation = Math.sqrt(squares / total) || 1;
  return new Map([...places].map(([line, place]) => [line, (place - mean) / deviation]));
}
