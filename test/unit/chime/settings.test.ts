import assert from "node:assert/strict";
import { parseEndpoint } from "../../../provider/chime/configuration/endpoint";
import { type ChimeSettings, findSettingsFaults } from "../../../provider/chime/configuration/settings";

const faultsOf = (settings: unknown): string[] => findSettingsFaults(settings as ChimeSettings).map(({ path }) => path);

describe("settings", () => {
  const good: [string, ChimeSettings][] = [
    ["nothing", {}],
    [
      "everything",
      {
        endpoint: "https://x/y",
        region: "us-east-1",
        profile: "my dev",
        maxAttempts: 1,
        maxConcurrency: 64,
        maxRequestsPerSecond: 0.5,
      },
    ],
    ["empty texts", { endpoint: "", region: " ", profile: "" }],
  ];
  for (const [name, settings] of good) it(`take ${name}`, () => assert.deepEqual(faultsOf(settings), []));

  const bad: [string, unknown][] = [
    ["chime:endpoint", { endpoint: "example.com" }],
    ["chime:endpoint", { endpoint: 5 }],
    ["chime:region", { region: "us east" }],
    ["chime:profile", { profile: "a\nb" }],
    ...[0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "5", 1e300].flatMap((value): [string, unknown][] => [
      ["chime:maxAttempts", { maxAttempts: value }],
      ["chime:maxConcurrency", { maxConcurrency: value }],
    ]),
    ...[0, -1, Number.NaN, Number.POSITIVE_INFINITY, "5"].map((value): [string, unknown] => [
      "chime:maxRequestsPerSecond",
      { maxRequestsPerSecond: value },
    ]),
  ];
  for (const [path, settings] of bad) {
    it(`refuse ${Object.values(settings as object).map((value) => (typeof value === "string" ? `"${value}"` : String(value)))} for ${path}`, () =>
      assert.deepEqual(faultsOf(settings), [path]));
  }

  it("are judged all at once", () => {
    const faults = findSettingsFaults({ endpoint: "x", maxAttempts: 0, maxRequestsPerSecond: 0 });
    assert.deepEqual(
      faults.map(({ message }) => message),
      [
        'chime:endpoint: must be an http or https URL such as "https://chime.us-east-1.amazonaws.com".',
        "chime:maxAttempts: must be a whole number of at least 1, not 0.",
        "chime:maxRequestsPerSecond: must be a number above 0, not 0.",
      ],
    );
  });
});

describe("parseEndpoint", () => {
  it("splits an endpoint into origin, host and base path", () => {
    assert.deepEqual(parseEndpoint("https://Service.Example.com:8443/console//", "x"), {
      origin: "https://service.example.com:8443",
      host: "service.example.com:8443",
      basePath: "/console",
    });
    assert.deepEqual(parseEndpoint("http://[::1]:80", "x"), { origin: "http://[::1]", host: "[::1]", basePath: "" });
  });
});
