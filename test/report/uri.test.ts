import { expect, it } from "vitest";
import { pathToUri } from "../../src/report/uri.ts";

it.each([
  ["zones/example.com.yaml", "zones/example.com.yaml"],
  ["../a b.json", "../a%20b.json"],
  ["a:b/c?d#e", "a%3Ab/c%3Fd%23e"],
  ["100%.zone", "100%25.zone"],
  ["<stdin>", "%3Cstdin%3E"],
  ["/etc/it's", "file:///etc/it%27s"],
  ["//host/x", "file:///host/x"],
  ["C:\\zones\\a", "file:///C:/zones/a"],
  ["日", "%E6%97%A5"],
  ["\ud800", "%EF%BF%BD"],
  ["javascript:alert(1)", "javascript%3Aalert%281%29"],
])("%j", (path, uri) => {
  expect(pathToUri(path)).toBe(uri);
});
