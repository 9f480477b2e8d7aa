import type { Spec } from "vega";
import type { Result } from "./job";

interface Point {
  readonly users: number;
  readonly contender: string;
  readonly value: number;
  readonly measure: string;
}

function pointsOf(results: readonly Result[]): Point[] {
  return results.flatMap(({ job, contender, wallSeconds, reads, writes }) => [
    { users: job.users, contender, value: wallSeconds, measure: "seconds, from start to end" },
    { users: job.users, contender, value: reads + writes, measure: "calls" },
  ]);
}

const AXIS = { grid: true, format: ",~r", tickCount: 5 };

/** Wall time and calls against users, both logarithmic, as SVG. */
export async function plotGrowth(results: readonly Result[]): Promise<string> {
  const [vega, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
  const names = [...new Set(results.map(({ contender }) => contender))];
  const sizes = [...new Set(results.map(({ job }) => job.users))];
  const panel = (measure: string) => ({
    width: 330,
    height: 260,
    transform: [{ filter: { field: "measure", equal: measure } }],
    mark: { type: "line" as const, point: { size: 40 } },
    encoding: {
      x: {
        field: "users",
        type: "quantitative" as const,
        scale: { type: "log" as const },
        axis: { ...AXIS, values: sizes },
        title: "users",
      },
      y: { field: "value", type: "quantitative" as const, scale: { type: "log" as const }, axis: AXIS, title: measure },
      color: {
        field: "contender",
        type: "nominal" as const,
        sort: names,
        title: null,
        scale: { range: ["#0b6e4f", "#c8553d", "#2e6fbb", "#8c6d1f"] },
        legend: { orient: "bottom" as const, columns: 2, labelLimit: 320 },
      },
    },
  });
  const { spec } = compile({
    background: "white",
    data: { values: pointsOf(results) },
    hconcat: ["seconds, from start to end", "calls"].map(panel),
    config: { font: "Helvetica, Arial, sans-serif", axis: { titleFontWeight: "normal" } },
  });
  const view = new vega.View(vega.parse(spec as Spec), { renderer: "none" });
  return view.toSVG();
}
