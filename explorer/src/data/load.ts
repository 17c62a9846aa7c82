import { type Packed, VERSION } from "./packed";

/** Whether a server gave this page: then the data is beside it, and not in it. */
export const served = document.getElementById("data") === null;

/** The packed graph, from the page itself or from the server. */
export async function load(): Promise<Packed> {
  const packed = (await new Response(unzipped(await bytes())).json()) as Packed;
  if (packed.version !== VERSION) {
    throw new Error(`The data is of version ${packed.version}, the page of version ${VERSION}.`);
  }
  return packed;
}

async function bytes(): Promise<Blob> {
  const embedded = document.getElementById("data");
  if (embedded) {
    const text = atob(embedded.textContent ?? "");
    embedded.remove();
    return new Blob([Uint8Array.from(text, (character) => character.charCodeAt(0))]);
  }
  const answer = await fetch("data");
  if (!answer.ok) throw new Error(`The server gave no data: ${answer.status}.`);
  return answer.blob();
}

function unzipped(data: Blob): ReadableStream {
  return data.stream().pipeThrough(new DecompressionStream("gzip"));
}
