#!/bin/sh
# The example firmware on an emulated Cortex-M3, as the process that a bench file starts:
#
#     breakwire-board CONSOLE DATA MONITOR [MORE OF QEMU'S OPTIONS...]
#
# CONSOLE and MONITOR are what QEMU connects to: HOST:PORT, or the path of a terminal or of a
# Unix-domain socket. MONITOR speaks QMP. DATA is such a line too, for the firmware that has its
# MQTT on a UART; or ethernet:PATH for the one with a network of its own, where PATH is a socket
# that takes its frames, and PATH.board one for frames to it; or slip:LINE for the one whose UART
# carries IP packets. All ways out of the emulated machine
# are closed but these.
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

# The firmware that has its second UART on a line.
on_line() {
    image=$images/$1.elf
    data=$(line data "$2")
}

images=$(dirname "$(readlink -f "$0")")/../share/breakwire/firmware
console=$(line console "$1")
monitor=$(line monitor "$3")
data=$2
shift 3
case $data in
    ethernet:*)
        path=${data#ethernet:}
        ends=local.type=unix,local.path=$path.board,remote.type=unix,remote.path=$path
        set -- -netdev "dgram,id=wire,$ends" -net nic,netdev=wire "$@"
        image=$images/node-ether.elf
        ;;
    slip:*)
        on_line node-slip "${data#slip:}"
        set -- -nic none -chardev "$data" -serial chardev:data "$@"
        ;;
    *)
        on_line node-uart "$data"
        set -- -nic none -chardev "$data" -serial chardev:data "$@"
        ;;
esac
exec qemu-system-arm -M lm3s6965evb -display none -nodefaults -kernel "$image" \
    -chardev "$console" -serial chardev:console \
    -chardev "$monitor" -mon chardev=monitor,mode=control "$@"
