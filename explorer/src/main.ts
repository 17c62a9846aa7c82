import "./style.css";
import { Graph } from "./data/graph";
import { load } from "./data/load";
import { shell } from "./shell";
import { applyTheme } from "./ui/theme";

async function start(): Promise<void> {
  applyTheme();
  const page = document.getElementById("app")!;
  page.textContent = "Opening the graph …";
  // Let the words be drawn before the work begins.
  await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
  try {
    shell(page, new Graph(await load()));
    document.body.dataset["ready"] = "";
  } catch (error) {
    page.textContent = `The graph cannot be shown. ${error instanceof Error ? error.message : ""}`;
    throw error;
  }
}

void start();
