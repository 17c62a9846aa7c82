import { h } from "./dom";

/** Give the reader a table as a file. Cells that a spreadsheet would run are quoted with "'". */
export function saveCsv(name: string, rows: string[][]): void {
  const field = (text: string): string => {
    const safe = /^[=@\t\r]|^[+-](?![\d.])/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const text = rows.map((row) => row.map(field).join(",")).join("\r\n");
  save(`${name}.csv`, new Blob([`\ufeff${text}\r\n`], { type: "text/csv" }));
}

export function saveSvg(name: string, drawing: SVGSVGElement): void {
  save(`${name}.svg`, new Blob([serialised(drawing)], { type: "image/svg+xml" }));
}

/** Twice as fine as the drawing says, for screens and print. */
export async function savePng(name: string, drawing: SVGSVGElement, scale = 2): Promise<void> {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(serialised(drawing))}`;
  await picture.decode();
  const canvas = h("canvas", { width: picture.width * scale, height: picture.height * scale });
  const context = canvas.getContext("2d")!;
  context.scale(scale, scale);
  context.drawImage(picture, 0, 0);
  saveCanvas(name, canvas);
}

export function saveCanvas(name: string, canvas: HTMLCanvasElement): void {
  canvas.toBlob((blob) => blob && save(`${name}.png`, blob), "image/png");
}

function serialised(drawing: SVGSVGElement): string {
  return new XMLSerializer().serializeToString(drawing);
}

function save(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
