#!/usr/bin/env bash
# npm-fetch.sh FOLDER BUILD [NPM]: fetches what FOLDER/package.json names into BUILD/node_modules,
# then touches BUILD/fetched. At once if that has been done; two at a time take turns.
set -eu
folder=$1 build=$2 npm=${3:-npm}
named=("$folder/package.json" "$folder/package-lock.json" "$folder/.npmrc")

mkdir -p "$build"
exec 9>"$build/fetch.lock"
flock 9
for file in "${named[@]}"; do
    [ "$build/fetched" -nt "$file" ] && continue
    cp "${named[@]}" "$build"
    cd "$build"
    "$npm" ci --ignore-scripts --loglevel=error
    touch "$build/fetched"
    break
done
