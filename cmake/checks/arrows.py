#!/usr/bin/env python3
"""arrows.py ROOT: every #include and every link line points down the layers, or fails here.

harness -> reports, scenarios, devices -> sim. Inside sim: io and net -> kernel -> the core, which
is base <- {mqtt, tls, websocket} <- record <- faults. Libraries of others stay where their layer is.
"""
import re
import sys

import tree

CORE = {"sim/base", "sim/tls", "sim/websocket", "sim/mqtt", "sim/record", "sim/faults"}
SIM = CORE | {"sim/kernel", "sim/net", "sim/io"}
MIDDLE = {"devices", "scenarios", "reports"}
MAY_INCLUDE = {
    "sim/base": set(),
    "sim/mqtt": {"sim/base"},
    "sim/tls": {"sim/base"},
    "sim/websocket": {"sim/base"},
    "sim/record": {"sim/base", "sim/tls", "sim/mqtt"},
    "sim/faults": {"sim/base", "sim/tls", "sim/mqtt", "sim/record"},
    "sim/kernel": CORE,
    "sim/net": CORE | {"sim/kernel"},
    "sim/io": CORE | {"sim/kernel", "sim/net"},  # it joins the network to real sockets
    "devices": SIM,
    "scenarios": CORE,
    "reports": CORE,
    "harness": SIM | MIDDLE,
}
# Headers of others: which folders may include them.
AT_HOME = {
    "SystemC": (r"systemc|tlm|sysc/",
                ("sim/kernel/", "sim/net/", "sim/io/", "devices/", "harness/wiring", "harness/main")),
    "Asio": (r"boost/(asio|beast|process)",
             ("sim/io/", "devices/stacks/", "devices/processes/", "devices/boards/", "harness/")),
    "yaml-cpp": (r"yaml-cpp/", ("scenarios/language/",)),
}
# Which of our libraries a target may link, by the folder of its CMakeLists.txt. The sim folder has
# two: what begins with "core" is the core, everything else may also know SystemC.
MAY_LINK = {
    "sim core": {"core"},
    "sim": {"core", "kernel"},
    "devices": {"core", "kernel", "devices"},
    "scenarios": {"core", "scenarios"},
    "reports": {"core", "reports"},
    "harness": {"core", "kernel", "devices", "scenarios", "reports", "harness"},
}
LINK_AT_HOME = {
    "SystemC": (r"PkgConfig::SystemC|breakwire(_|::)systemc", {"sim", "devices", "harness"}),
    "yaml-cpp": (r"yaml-cpp", {"scenarios"}),
}
COMMANDS = r"(breakwire_library|breakwire_test|target_link_libraries)\s*\(\s*(\S+)([^)]*)\)"


def layer_of(path):
    parts = path.split("/")
    return "/".join(parts[:2]) if parts[0] == "sim" else parts[0]


def includes(root):
    for path in tree.files(root, tree.CXX):
        if layer_of(path) not in MAY_INCLUDE:
            continue
        for number, line in enumerate(tree.read(root, path).splitlines(), 1):
            found = re.match(r'\s*#\s*include\s*[<"]([^>"]+)', line)
            if found:
                yield path, number, found.group(1)


def wrong_includes(root):
    for path, number, header in includes(root):
        source, target = layer_of(path), layer_of(header)
        if target in MAY_INCLUDE and target != source and target not in MAY_INCLUDE[source]:
            yield f"{path}:{number}: {source} may not include {target} ({header})"
        for library, (pattern, homes) in AT_HOME.items():
            if re.match(pattern, header) and not path.startswith(homes):
                yield f"{path}:{number}: {library} does not belong in {source} ({header})"


def wrong_links(root):
    for path in tree.files(root, "CMakeLists.txt"):
        folder = path.split("/")[0]
        text = re.sub(r"#[^\n]*", "", tree.read(root, path))
        for call in re.finditer(COMMANDS, text):
            target = call.group(2).replace("breakwire_", "", 1)
            layer = "sim core" if folder == "sim" and target.startswith("core") else folder
            for word in re.finditer(r"[\w:+.-]+", call.group(3)):
                line = text.count("\n", 0, call.start(3) + word.start()) + 1
                fault = wrong_link(layer, target, word.group())
                if fault:
                    yield f"{path}:{line}: {fault}"


def wrong_link(layer, target, word):
    ours = re.fullmatch(r"breakwire(?:_|::)(\w+)", word)
    layers = set(MAY_LINK["harness"])
    if layer in MAY_LINK and ours and ours.group(1) in layers - MAY_LINK[layer]:
        return f"{target} may not link {word}"
    for library, (pattern, homes) in LINK_AT_HOME.items():
        if layer in MAY_LINK and re.fullmatch(pattern, word) and layer not in homes:
            return f"{target} may not link {library}"
    return None


if __name__ == "__main__":
    ROOT = sys.argv[1]
    tree.conclude([*wrong_includes(ROOT), *wrong_links(ROOT)],
                  f"{sum(1 for _ in includes(ROOT))} includes point down")
