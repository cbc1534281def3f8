// Runs SQL as `duckdb -c SQL` does, where DuckDB is there for Node alone.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// The package may lie elsewhere than beside this file: in NODE_PATH or the current folder.
const from = [...(process.env.NODE_PATH ?? "").split(":").filter(Boolean).map((p) => join(p, "..", "x")), join(process.cwd(), "x")];
const found = from.map((p) => { try { return createRequire(p).resolve("@duckdb/node-api"); } catch { return null; } }).find(Boolean);
const { default: api } = await import(found ? pathToFileURL(found).href : "@duckdb/node-api");

const connection = await (await api.DuckDBInstance.create(":memory:")).connect();
await connection.run(process.argv[2]);
connection.closeSync();
