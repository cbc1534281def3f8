#!/usr/bin/env bash
# Parquet in, Parquet out, mskguide in the pipe between, and who gets which verdict by clinic.
#
#   bash verdicts.sh CASES.csv OUT.csv
#
# Needs the command mskguide, on the PATH or named by MSKGUIDE, and DuckDB: its command duckdb, or
# Node with the package @duckdb/node-api (duckdb.mjs beside this file then stands in for the
# command). The pipe is all there is to it: neither side holds the table in memory.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mskguide=${MSKGUIDE:-mskguide}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

sql() {
	if command -v duckdb >/dev/null; then
		duckdb -c "$1"
	else
		node "$here/duckdb.mjs" "$1"
	fi
}

# mskguide ends with 1 when it has answered and some rows could not be read: that is no failure.
answer() {
	"$mskguide" run - -keep synthetic_id -keep clinic -keep weight || [[ $? == 1 ]]
}

# A table as a research store would have it.
sql "COPY (SELECT * FROM read_csv('$1', all_varchar = true)) TO '$work/cases.parquet' (FORMAT parquet)"

# The recipe.
sql "COPY (SELECT * FROM '$work/cases.parquet') TO '/dev/stdout' (FORMAT csv, HEADER)" |
	answer |
	sql "COPY (SELECT * FROM read_csv('/dev/stdin', all_varchar = true, header = true, quote = '\"', escape = '\"')) TO '$work/answers.parquet' (FORMAT parquet)"

sql "COPY (SELECT clinic, verdict, settled, count(*) AS cases FROM '$work/answers.parquet'
	GROUP BY ALL ORDER BY clinic, verdict, settled) TO '$2' (FORMAT csv, HEADER)"
