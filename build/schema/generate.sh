#!/bin/sh
# Writes the API tables of sim/apiserver/decoding anew. Needs Go; see README.md.
set -eu
cd "$(dirname "$0")"
decoding=../../sim/apiserver/decoding
temporary=$(mktemp -d)
retired="go run -tags retired -modfile=kubernetes-1.35.mod . -retired -minor 1.35"
go run . -minor 1.36 -form fields >$decoding/api-fields-1.36.table.ts
go run . >"$temporary/1.36.json"
go run -modfile=kubernetes-1.37.mod . -minor 1.37 -form fields -since "$temporary/1.36.json" >$decoding/api-field-changes-1.37.table.ts
go run -modfile=kubernetes-1.37.mod . -minor 1.37 -form types >$decoding/api-types.table.ts
$retired -form fields >$decoding/retired-api-fields.table.ts
$retired -form types >$decoding/retired-api-types.table.ts
$retired >"$temporary/retired.json"
documents=
for version in 1.11.10 1.12.10 1.13.12 1.14.10 1.15.12 1.16.15 1.17.17 1.18.20 1.19.16 1.20.15 1.21.14 1.22.17 1.23.17 \
  1.24.17 1.25.16 1.26.15 1.27.16 1.28.15 1.29.6 1.30.4 1.31.0 1.32.2 1.33.6 1.34.4 1.35.4 1.36.3; do
  folder=$(go mod download -json "k8s.io/kubernetes@v$version" | sed -n 's/^\t"Dir": "\(.*\)",*$/\1/p')
  minor=${version#1.}
  documents="$documents ${minor%%.*}=$folder/api/openapi-spec/swagger.json"
done
# shellcheck disable=SC2086 # a list of files
go run ./history -bases "$temporary/1.36.json,$temporary/retired.json" $documents >$decoding/field-history.table.ts
rm -r "$temporary"
npx biome format --write $decoding/*api*.table.ts $decoding/field-history.table.ts
