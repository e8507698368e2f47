#!/usr/bin/env bash
# install-packages.sh LOG PACKAGE...: installs Debian packages, as root, showing one line of progress.
#
# `bw` runs it, through sudo where needed. What apt says goes to LOG.
set -u
log=$1
shift

# Installing mosquitto starts it as a service where an init runs. Breakwire starts brokers of its
# own, so no service is wanted: policy-rc.d is Debian's way to say so.
policy=/usr/sbin/policy-rc.d
deny_services() {
    [ -e "$policy" ] && return
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy" || return
    trap 'rm -f "$policy"' EXIT
    trap 'exit 130' INT TERM HUP
}

show_progress() {
    while IFS=: read -r kind _ percent what; do
        [ -t 2 ] || continue
        case $kind in
            dlstatus | pmstatus) printf '\r\033[K%3.0f%% %.70s' "${percent%%.*}" "$what" >&2 ;;
        esac
    done
    [ -t 2 ] && printf '\r\033[K' >&2
}

# apt reports progress on descriptor 3, which the pipe takes; its talk goes to the log.
apt() {
    LC_ALL=C DEBIAN_FRONTEND=noninteractive apt-get -y -o APT::Status-Fd=3 \
        -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" 3>&1 >>"$log" 2>&1 | show_progress
    return "${PIPESTATUS[0]}"
}

deny_services
: >"$log"
# A machine that has never updated its lists, or long ago, cannot find packages; others can skip it.
apt install --no-install-recommends "$@" || { apt update && apt install --no-install-recommends "$@"; }
status=$?

# Packages of brokers also ask for a start at the next boot.
for service in mosquitto rabbitmq-server; do
    if [ "$status" = 0 ] && [ -d /run/systemd/system ] && [[ " $* " == *" $service "* ]]; then
        systemctl --quiet disable "$service" >>"$log" 2>&1
    fi
done
exit "$status"
