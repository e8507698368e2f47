#!/bin/sh
# The example firmware on an emulated Cortex-M3, as the process that a bench file starts:
#
#     breakwire-board CONSOLE DATA MONITOR [MORE OF QEMU'S OPTIONS...]
#
# Each is what QEMU connects to: HOST:PORT, or the path of a terminal or of a Unix-domain socket.
# MONITOR speaks QMP. All ways out of the emulated machine are closed but these.
set -eu

# In QEMU's words. It connects, so that no octet of a boot is lost before somebody listens.
line() {
    if [ -c "$2" ]; then
        echo "serial,id=$1,path=$2"
    elif [ -S "$2" ]; then
        echo "socket,id=$1,path=$2"
    else
        echo "socket,id=$1,host=${2%:*},port=${2##*:},nodelay=on"
    fi
}

image=$(dirname "$(readlink -f "$0")")/../share/breakwire/firmware/node-uart.elf
console=$(line console "$1")
data=$(line data "$2")
monitor=$(line monitor "$3")
shift 3
exec qemu-system-arm -M lm3s6965evb -display none -nodefaults -nic none -kernel "$image" \
    -chardev "$console" -serial chardev:console -chardev "$data" -serial chardev:data \
    -chardev "$monitor" -mon chardev=monitor,mode=control "$@"
