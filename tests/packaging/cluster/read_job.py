# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
"""Reads the Kubernetes example and tries its command line: read_job.py FILE SONOSKETCH_CLI

Debian's Python has no YAML of its own: what is read here is the part of YAML that the file uses, and anything else is an error.
"""
import json
import os
import re
import subprocess
import sys


def scalar(text):
    text = text.strip()
    if text.startswith(("[", "\"")):
        return json.loads(text)
    if text.startswith("{"):
        return {k.strip(): scalar(v) for k, v in (pair.split(":", 1) for pair in text[1:-1].split(","))}
    return int(text) if re.fullmatch(r"-?\d+", text) else text


def block(lines, indent):
    """Nested mappings and lists by their indentation."""
    result = None
    while lines and len(lines[0]) - len(lines[0].lstrip()) == indent:
        line = lines[0].strip()
        if line.startswith("- "):
            result = [] if result is None else result
            lines[0] = " " * (indent + 2) + line[2:]
            result.append(block(lines, indent + 2))
            continue
        match = re.fullmatch(r"([A-Za-z]+):(?: (.*))?", line)
        assert match, "cannot read: " + line
        result = {} if result is None else result
        lines.pop(0)
        assert match[1] not in result, "twice: " + line
        if match[2]:
            result[match[1]] = scalar(match[2])
        else:
            result[match[1]] = block(lines, len(lines[0]) - len(lines[0].lstrip()))
    return result


with open(sys.argv[1]) as file:
    lines = [re.sub(r"\s+#.*|^#.*", "", line.rstrip()) for line in file]
assert not any("\t" in line for line in lines)
lines = [line for line in lines if line]
job = block(lines, 0)
assert not lines, "left over: " + lines[0]
assert job["kind"] == "Job" and job["apiVersion"] == "batch/v1"
spec = job["spec"]
container = spec["template"]["spec"]["containers"][0]
environment = {entry["name"]: entry["value"] for entry in container["env"]}
assert spec["completionMode"] == "Indexed"
assert environment["JOB_COMPLETIONS"] == str(spec["completions"]), "JOB_COMPLETIONS is not the number of completions"
assert container["command"] == ["sonosketch-cli"]
mounts = [mount["mountPath"] for mount in container["volumeMounts"]]
arguments = container["args"]
assert any(arguments[arguments.index("--out") + 1].startswith(mount) for mount in mounts), "the set is written into the pod"
for index in (0, spec["completions"] - 1):
    outcome = subprocess.run([sys.argv[2], *arguments, "--dry-run"], capture_output=True, text=True,
                             env={**os.environ, **environment, "JOB_COMPLETION_INDEX": str(index)})
    assert outcome.returncode == 0, outcome.stderr
    plan = json.loads(outcome.stdout)
    assert plan["shard"] == f"{index + 1}/{spec['completions']}" and plan["images"] == 10000, plan
print("the job's command line is sound")
