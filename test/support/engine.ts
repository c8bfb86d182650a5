/** Whether DuckDB has a binary here; the tests that need it are skipped aloud where it has none. */
export const HAS_ENGINE = await import('@duckdb/node-api').then(
  () => true,
  () => false,
)
if (!HAS_ENGINE) process.stderr.write('SKIPPED: DuckDB has no binary for this machine.\n')
