import assert from "node:assert/strict";
import { parseEndpoint } from "../../../provider/chime/configuration/endpoint";
import { type ChimeSettings, findSettingsFaults } from "../../../provider/chime/configuration/settings";
import { InputError } from "../../../provider/errors/inputError";

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
        'chime:endpoint: must be an http or https URL such as "https://chime.us-east-1.amazonaws.com", not "x".',
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

  for (const [value, named] of [
    ["ftp://x", '"ftp://x"'],
    ["example.com:8080/console", '"example.com:8080/console"'],
    [5, "5"],
    ["http://ann:pw@x/console", '"http://[secret]@x/console"'],
    ["ftp://ann:pw@x", '"ftp://[secret]@x"'],
    ["ann:p/?#w@x", '"[secret]@x"'],
    ["http://ann:pw%40x", '"http://[secret]%40x"'],
    ["https://x/y?token=pw#z", '"https://x/y?[secret]"'],
    ["https://x/y#pw", '"https://x/y#[secret]"'],
    [`ftp://${"x".repeat(5_000)}`, `"ftp://${"x".repeat(53)}… (5,008 characters)`],
  ] as const) {
    it(`names ${named} in its refusal, and no password`, () => {
      const fault = parseEndpoint(value, "chime:endpoint");
      assert.ok(fault instanceof InputError);
      assert.equal(fault.path, "chime:endpoint");
      assert.ok(fault.reason.includes(` ${named}`), fault.reason);
      assert.ok(!fault.reason.includes("pw"), fault.reason);
    });
  }
});
