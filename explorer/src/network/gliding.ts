import type Sigma from "sigma";
import type { CameraState } from "sigma/types";

/** What WebGL calls its renderer where the processor draws instead of a GPU. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;
/** The camera rests when it has not moved for so many milliseconds. */
const REST = 200;

/** Whether the processor draws, which takes many times longer than a GPU. */
export function drawnBySoftware(sigma: Sigma): boolean {
  const gl = sigma.getCanvases()["nodes"]!.getContext("webgl2")!;
  const named = gl.getExtension("WEBGL_debug_renderer_info");
  return SOFTWARE.test(String(gl.getParameter(named ? named.UNMASKED_RENDERER_WEBGL : gl.RENDERER)));
}

/**
 * While the camera moves, move the picture that is there instead of drawing each frame; draw anew
 * when it rests. What comes in at the edges is blank until then, as on a map that still loads.
 */
export function letGlide(sigma: Sigma): void {
  const { mouse, hovers, hoverNodes, ...layers } = sigma.getCanvases();
  const camera = sigma.getCamera();
  for (const layer of Object.values(layers)) layer.style.transformOrigin = "0 0";
  let pictured: DOMMatrix | undefined;
  let rest = 0;
  camera.removeAllListeners("updated"); // Sigma's own listener draws
  camera.on("updated", (state) => {
    pictured ??= place(sigma);
    show(place(sigma, state).multiply(pictured.inverse()).toString(), "hidden");
    clearTimeout(rest);
    rest = window.setTimeout(() => sigma.scheduleRender(), REST);
  });
  sigma.on("beforeRender", () => {
    clearTimeout(rest);
    pictured = undefined;
    show("", "");
  });
  sigma.on("kill", () => clearTimeout(rest));

  /** What is pointed at is drawn at any time, so it cannot move with the rest. */
  function show(transform: string, pointed: string): void {
    for (const layer of Object.values(layers)) layer.style.transform = transform;
    for (const layer of [hovers!, hoverNodes!]) layer.style.visibility = pointed;
  }
}

/** How the unit square of the graph lies in the container: as drawn last, or as `state` will have it. */
function place(sigma: Sigma, state?: CameraState): DOMMatrix {
  const at = (x: number, y: number) =>
    sigma.framedGraphToViewport({ x, y }, state ? { cameraState: state } : {});
  const [origin, right, up] = [at(0, 0), at(1, 0), at(0, 1)];
  return new DOMMatrix([
    right.x - origin.x,
    right.y - origin.y,
    up.x - origin.x,
    up.y - origin.y,
    origin.x,
    origin.y,
  ]);
}
