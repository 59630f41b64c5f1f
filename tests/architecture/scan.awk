# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
#
# Reads the file names listed in LIST (paths from the project's top, one a line) and prints one line for each broken rule:
#     path:line: [rule] what is wrong
# Run through scan.sh, which makes the list. Plain POSIX awk.

function complain(path, line, rule, text) {
    printf "%s:%d: [%s] %s\n", path, line, rule, text
    violations++
}

function readLines(file, into, words,    text, count) {
    count = 0
    while ((getline text < file) > 0) {
        if (text ~ /^[ \t]*#/ || text ~ /^[ \t]*$/)
            continue
        split(text, words, /[ \t]+/)
        into[++count] = text
    }
    close(file)
    return count
}

function folderOf(path) { sub(/\/[^\/]*$/, "", path); return path }
# "core" of "core/edit/delta.h"
function layerOf(path) { sub(/\/.*$/, "", path); return path }
# "core/edit" of "core/edit/detail/x.h"; "" for a file directly in a layer's folder
function moduleOf(path,    parts, count) { count = split(path, parts, "/"); return count < 3 ? "" : parts[1] "/" parts[2] }

function isTorch(name) { return name ~ /^(torch|ATen|c10|caffe2)\// }
function isGpu(name) { return name ~ /^(cuda|cudnn|cublas|cufft|curand|nvrtc|NvInfer)[A-Za-z0-9_]*(\/.*|\.h|\.hpp|\.cuh)$/ || name ~ /^cuda\// }
function isQt(name) { return name ~ /^Q[A-Za-z0-9]+(\/.*)?$/ || name ~ /^q[a-z0-9_]+\.h$/ }
function isWidget(name,    last) {
    if (name ~ /^QtWidgets(\/|$)/ || name ~ /^(QtOpenGLWidgets|QtSvgWidgets)(\/|$)/)
        return 1
    last = name
    sub(/^.*\//, "", last)
    return (last in widget) || (tolower(last) in widgetFile)
}
function isOwn(name) { return name ~ /^(app|core|models|tests|packaging)\// }
# models itself, and the trainer for a bare GPU machine, which stands on models and which nothing but its test uses.
function isModels(path) { return path ~ /^(models|packaging\/gpu)\// }

# Remembers an include of the project's own and judges those of others.
function onInclude(path, line, name, quoted,    layer, module) {
    includes++
    layer = layerOf(path)
    module = moduleOf(path)
    if (isOwn(name)) {
        edgeCount[path]++
        edgeTo[path, edgeCount[path]] = name
        edgeLine[path, edgeCount[path]] = line
        judgeOwn(path, line, layer, module, name)
        return
    }
    # models/CMakeLists.txt may give its precompiled header any name; a quoted include otherwise is one of ours.
    if (quoted && name !~ /\.moc$/ && name !~ /^(ui_|moc_)/)
        complain(path, line, "path", "\"" name "\" must be written from the project's top, as in \"core/base/error.h\"")
    if (isTorch(name)) {
        takesTorch[path] = 1
        if (!isModels(path) && path !~ /^tests\/models\//)
            complain(path, line, "torch", "<" name "> belongs to models alone")
    }
    if (isGpu(name) && !isModels(path) && path !~ /^tests\/models\//)
        complain(path, line, "gpu", "<" name "> belongs to models alone")
    if (isQt(name)) {
        if (layer == "core" || layer == "models")
            complain(path, line, "qt", "<" name ">: " layer " works without Qt")
        else if (module == "app/cli")
            complain(path, line, "qt", "<" name ">: the command line is built on machines without Qt")
        else if ((module == "app/session" || module == "app/commands") && isWidget(name))
            complain(path, line, "widgets", "<" name ">: " module " works without widgets")
    }
}

function judgeOwn(path, line, layer, module, name,    toLayer, toModule) {
    toLayer = layerOf(name)
    toModule = moduleOf(name)
    if (toLayer == "tests") {
        if (layer != "tests")
            complain(path, line, "tests", "the program includes " name)
        return
    }
    if (toLayer == "packaging") {
        if (layer != "tests" && layer != "packaging")
            complain(path, line, "layer", "the program includes " name)
        return
    }
    if (layer == "core" && toLayer != "core")
        complain(path, line, "layer", "core includes " name)
    else if (layer == "models" && toLayer == "app")
        complain(path, line, "layer", "models includes " name)
    else if (layer == "app" && toLayer == "models") {
        if (module != "app/gui" && module != "app/cli")
            complain(path, line, "layer", "only app/gui and app/cli may use models, not " (module == "" ? path : module))
        else if (!(toModule in publicModels))
            complain(path, line, "internal", name " is internal to models; its public folders are those of publicModels in scan.awk")
    }
    if (path ~ /^tests\/core\// && toLayer != "core")
        complain(path, line, "layer", "a test of core includes " name)
    if (layer == "tests")
        return
    if (toModule == "" || toModule == module)
        return
    if (layer == toLayer && (module in level) && (toModule in level) && level[toModule] >= level[module])
        complain(path, line, "arrow", module " (level " level[module] ") includes " toModule " (level " level[toModule] ")")
    usedBy[module, toModule] = path
    usedLine[module, toModule] = line
    usedPair[module, toModule] = 1
}

function scanSource(path,    text, line, name, quoted, spdx, block) {
    line = 0
    spdx = 0
    block = 0
    while ((getline text < path) > 0) {
        line++
        if (line <= 6 && text ~ /SPDX-(License-Identifier|FileCopyrightText)/)
            spdx++
        if (text ~ unfinished)
            complain(path, line, "unfinished", "say what is so, or do it: " substr(text, 1, 80))
        if (path !~ /\.(h|hpp|cpp|cu|cuh|cc|inl)$/)
            continue
        # A block comment that opens a line hides the lines up to its end.
        if (block) {
            if (text ~ /\*\//)
                block = 0
            continue
        }
        if (text ~ /^[ \t]*\/\*/ && text !~ /\*\//) {
            block = 1
            continue
        }
        if (text ~ /^[ \t]*#[ \t]*(include|import)[ \t]*[<"]/) {
            name = text
            sub(/^[^<"]*/, "", name)
            quoted = substr(name, 1, 1) == "\""
            name = substr(name, 2)
            sub(/[>"].*$/, "", name)
            onInclude(path, line, name, quoted)
        }
    }
    close(path)
    lines += line
    if (spdx < 2)
        complain(path, 1, "spdx", "the two SPDX lines are missing at the top")
    if (line > 500 && path ~ /\.(h|hpp|cpp|cu|cuh|cc|inl|cmake|sh|awk|txt)$/ && !(path in longFile))
        complain(path, line, "length", line " lines; the limit is 500 (exceptions: tests/architecture/long_files.txt)")
}

# Takes the targets and link lists out of a CMakeLists.txt: which folder links which target.
function scanLinks(path,    text, all, count, words, i, mode, folder, target, word, line) {
    folder = moduleOf(path)
    if (folder == "" || path ~ /^tests\//)
        return
    all = ""
    while ((getline text < path) > 0) {
        sub(/#.*$/, "", text)
        all = all " " text
    }
    close(path)
    gsub(/[()]/, " & ", all)
    count = split(all, words, /[ \t]+/)
    mode = ""
    for (i = 1; i <= count; i++) {
        word = words[i]
        if (word == "")
            continue
        if (words[i + 1] == "(" || (words[i + 1] == "" && words[i + 2] == "(")) {
            mode = ""
            if (word == "sonosketch_library" || word == "sonosketch_torch_library")
                mode = "library"
            else if (word == "target_link_libraries")
                mode = "target"
            else if (word == "add_library" || word == "add_executable")
                mode = "add"
            continue
        }
        if (word == ")") {
            mode = ""
            continue
        }
        if (word == "(" || mode == "")
            continue
        if (mode == "target" || mode == "add") {
            target = word
            folderOfTarget[target] = folder
            mode = (mode == "add") ? "" : "links"
            share = 1
            continue
        }
        if (word == "NAME") { mode = "name"; continue }
        if (mode == "name") { folderOfTarget[word] = folder; mode = "library"; continue }
        if (word == "SOURCES") { mode = "library"; continue }
        if (word == "PUBLIC" || word == "INTERFACE") { mode = "links"; share = 1; continue }
        if (word == "PRIVATE") { mode = "links"; share = 0; continue }
        if (mode != "links")
            continue
        linkCount[folder]++
        linkTo[folder, linkCount[folder]] = word
        linkShared[folder, linkCount[folder]] = share
        linkFile[folder] = path
    }
}

# Folders that `folder` reaches through its links: its own, and what those pass on.
function reach(origin, folder, first,    i, next_) {
    for (i = 1; i <= linkCount[folder]; i++) {
        if (!first && !linkShared[folder, i])
            continue
        next_ = folderOfTarget[linkTo[folder, i]]
        if (next_ == "" || (origin, next_) in reaches)
            continue
        reaches[origin, next_] = 1
        reach(origin, next_, 0)
    }
}

function judgeLinks(    folder, i, target, to, parts, pair) {
    for (folder in linkCount) {
        for (i = 1; i <= linkCount[folder]; i++) {
            target = linkTo[folder, i]
            if (folder !~ /^app\// && target ~ /^Qt[0-9]*::/)
                complain(linkFile[folder], 1, "qt", folder " links " target)
            if (folder !~ /^models\// && (target ~ /^(torch|torch_cpu|torch_cuda|c10)$/ || target ~ /TORCH_LIBRARIES/))
                complain(linkFile[folder], 1, "torch", folder " links " target)
            if ((folder == "app/session" || folder == "app/commands") && target ~ /^Qt[0-9]*::(Widgets|SvgWidgets|OpenGLWidgets)$/)
                complain(linkFile[folder], 1, "widgets", folder " links " target)
            to = folderOfTarget[target]
            if (to == "" || to == folder)
                continue
            if (layerOf(folder) == layerOf(to)) {
                if ((folder in level) && (to in level) && level[to] >= level[folder])
                    complain(linkFile[folder], 1, "arrow", folder " links " target ", which is not below it")
            } else if (layerOf(folder) == "core" || layerOf(to) == "app" || (layerOf(to) == "models" && folder != "app/gui" && folder != "app/cli" && folder != "packaging/gpu"))
                complain(linkFile[folder], 1, "layer", folder " links " target)
        }
        reach(folder, folder, 1)
    }
    for (pair in usedPair) {
        split(pair, parts, SUBSEP)
        # A folder without a target yet has no link list to compare with.
        if ((parts[1] in linkCount) || (parts[1] in hasTarget))
            if (!((parts[1], parts[2]) in reaches))
                complain(usedBy[pair], usedLine[pair], "link", parts[1] " uses " parts[2] " without linking it")
    }
}

# Whether a header takes torch headers in, itself or through others of ours; each file is asked once.
function torchBehind(path,    i, found) {
    if (path in behind)
        return behind[path]
    behind[path] = ""
    found = (path in takesTorch) ? path : ""
    for (i = 1; found == "" && i <= edgeCount[path]; i++)
        found = torchBehind(edgeTo[path, i])
    behind[path] = found
    return found
}

BEGIN {
    publicModels["models/runtime"] = 1
    publicModels["models/training"] = 1
    publicModels["models/distributed"] = 1
    publicModels["models/evaluation"] = 1
    publicModels["models/perception_training"] = 1
    publicModels["models/checkpoint"] = 1 # model cards; the torch rule keeps its other headers out
    # Built from pieces, so that this file does not find itself.
    unfinished = "(^|[^A-Za-z])(TO" "DO|FIX" "ME|XX" "X)([^A-Za-z]|$)"

    count = readLines(HERE "/layers.txt", rows, words)
    for (i = 1; i <= count; i++) {
        split(rows[i], words, /[ \t]+/)
        level[words[2]] = words[1] + 0
    }
    count = readLines(HERE "/qt_widgets.txt", rows, words)
    for (i = 1; i <= count; i++) {
        widget[rows[i]] = 1
        widgetFile[tolower(rows[i]) ".h"] = 1
    }
    count = readLines(HERE "/long_files.txt", rows, words)
    for (i = 1; i <= count; i++) {
        split(rows[i], words, /[ \t]+/)
        longFile[words[1]] = 1
    }

    while ((getline path < LIST) > 0) {
        files++
        scanSource(path)
        if (path ~ /\/(CMakeLists\.txt|[a-z_]+\.cmake)$/)
            scanLinks(path)
        fileName[files] = path
        module = moduleOf(path)
        if (path ~ /^(app|core|models)\// && module != "" && module != "models/weights" && !(module in seen)) {
            seen[module] = 1
            if (!(module in level))
                complain(path, 1, "folder", module " is not in tests/architecture/layers.txt")
        }
    }
    close(LIST)
    for (target in folderOfTarget)
        hasTarget[folderOfTarget[target]] = 1
    judgeLinks()
    for (f = 1; f <= files; f++)
        if (!isModels(fileName[f]) && layerOf(fileName[f]) != "tests" && edgeCount[fileName[f]] && !(fileName[f] in takesTorch)) {
            for (i = 1; i <= edgeCount[fileName[f]]; i++) {
                source = torchBehind(edgeTo[fileName[f], i])
                if (source != "")
                    complain(fileName[f], edgeLine[fileName[f], i], "torch", edgeTo[fileName[f], i] " brings torch headers in (through " source ")")
            }
        }
    printf "architecture: %d files, %d lines, %d includes, %d violations\n", files, lines, includes, violations
    exit violations > 0
}
