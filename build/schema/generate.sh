#!/bin/sh
# Writes sim/apiserver/decoding/api-*.ts anew. Needs Go; see README.md.
set -eu
cd "$(dirname "$0")"
decoding=../../sim/apiserver/decoding
earlier=$(mktemp)
go run . -minor 1.36 -form fields >$decoding/api-fields-1.36.table.ts
go run . >"$earlier"
go run -modfile=kubernetes-1.37.mod . -minor 1.37 -form fields -since "$earlier" >$decoding/api-field-changes-1.37.table.ts
go run -modfile=kubernetes-1.37.mod . -minor 1.37 -form types >$decoding/api-types.table.ts
rm "$earlier"
npx biome format --write $decoding/api-*.ts
