#!/usr/bin/env bash
# shards.sh COUNT FOLDER [ARGUMENTS OF RUN...]: runs COUNT shards side by side, each a process of its
# own with its results below FOLDER, and merges them into FOLDER/report.html, junit.xml and run.json.
# Ends with the exit code of the merged report. BREAKWIRE names the program, ./bw if it does not.
set -eu -o pipefail

count=$1
folder=$2
shift 2
breakwire=${BREAKWIRE:-./bw}
mkdir -p "$folder"

shards=()
for ((i = 1; i <= count; ++i)); do
    "$breakwire" run "$@" --shard "$i/$count" --output "$folder/shard-$i" >"$folder/shard-$i.log" &
    shards+=($!)
done
# A shard whose cases failed has done its work; the report says so.
for shard in "${shards[@]}"; do
    wait "$shard" || [ $? -lt 128 ]
done

"$breakwire" report "$folder" --report "html:$folder/report.html" \
    --report "junit:$folder/junit.xml" --report "json:$folder/run.json"
