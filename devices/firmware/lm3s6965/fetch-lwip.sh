#!/bin/sh
# fetch-lwip.sh FOLDER: puts the source of lwIP there, from Debian's source package.
#
# The package comes from the mirrors that apt uses already, and is checked as apt checks packages.
# Lists and configuration are kept apart, so that the machine's own stay as they are; no root is
# needed. Fails, in apt's words, where the package cannot be had.
set -eu

folder=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir -p "$work/parts" "$work/lists/partial" "$work/cache/archives/partial"
for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list \
    /etc/apt/sources.list.d/*.sources; do
    [ -f "$file" ] || continue
    # Both ways in which apt writes down its sources.
    sed -E 's/^deb(-src)?([[:space:]])/deb-src\2/; s/^Types:.*/Types: deb-src/' "$file" \
        >"$work/parts/$(basename "$file")"
done

apt() {
    apt-get -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$work/parts" \
        -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache" \
        -o APT::Sandbox::User=root -o Acquire::Retries=0 -o Acquire::http::Timeout=15 -qq "$@"
}

# Of several mirrors, one that does not answer need not be the one that has the package.
apt update || true
cd "$work"
apt source --download-only lwip
mkdir source
tar --extract --directory source --strip-components=1 --file lwip_*.orig.tar.*
rm -rf "$folder"
mkdir -p "$(dirname "$folder")"
# Whole or not at all.
mv source "$folder"
