#!/usr/bin/env bash
# shard.sh FOLDER COMMAND [ARGUMENTS...]: one shard of `breakwire COMMAND`, with its results in
# FOLDER/NUMBER. Which one of how many is what the engine says that has started this process: a Slurm
# array, a Kubernetes indexed Job (with SHARDS, its completions), Open MPI, GitLab, or anybody by
# SHARD and SHARDS. BREAKWIRE names the program, ./bw if it does not.
#
# A shard that found something has done its work, and the merged report says what: that is no failure
# of the shard, which an engine would start again.
set -eu -o pipefail

folder=$1
shift
if [ -n "${SLURM_ARRAY_TASK_ID:-}" ]; then
    number=$((SLURM_ARRAY_TASK_ID - SLURM_ARRAY_TASK_MIN + 1)) count=$SLURM_ARRAY_TASK_COUNT
elif [ -n "${JOB_COMPLETION_INDEX:-}" ]; then
    number=$((JOB_COMPLETION_INDEX + 1)) count=$SHARDS
elif [ -n "${OMPI_COMM_WORLD_RANK:-}" ]; then
    number=$((OMPI_COMM_WORLD_RANK + 1)) count=$OMPI_COMM_WORLD_SIZE
elif [ -n "${CI_NODE_INDEX:-}" ]; then
    number=$CI_NODE_INDEX count=$CI_NODE_TOTAL
else
    number=$SHARD count=$SHARDS
fi

code=0
"${BREAKWIRE:-./bw}" "$@" --shard "$number/$count" --output "$folder/$number" || code=$?
case $code in
    1 | 3) exit 0 ;;
    *) exit "$code" ;;
esac
