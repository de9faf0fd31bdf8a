import fc from "fast-check";

// The ordinary run tries the same inputs each time, so that no change is refused for what another would have met by
// luck as well. New inputs are the work of `npm run fuzz`.
if (process.env["FUZZ_RUNS"] === undefined) fc.configureGlobal({ seed: 20_261_130 });
