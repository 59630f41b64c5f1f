#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 SonoSketch contributors
# SPDX-License-Identifier: Apache-2.0
#
# Runs packaging/cluster/export.sbatch on a Slurm cluster of one node that lives for this test: own configuration, key, ports and folders, loopback only.
#     slurm_export.sh SOURCE_DIR SONOSKETCH_CLI MODEL_FOLDER
# Exit 77, which CTest reports as skipped, where Slurm is missing or its daemons cannot run (they want to be root).
set -euo pipefail

source_dir=$1 cli=$2 model=$3
skip() {
    echo "SKIPPED: $*" >&2
    exit 77
}
for program in munged slurmctld slurmd sbatch squeue scontrol; do
    command -v "$program" >/dev/null || [[ -x /usr/sbin/$program ]] || skip "$program is not installed (packages slurm-wlm and munge)"
done
((EUID == 0)) || skip "Slurm's daemons want to be root"
PATH=$PATH:/usr/sbin

work=$(mktemp -d /tmp/slurmtest.XXXXXX) # short: sockets have short paths
chmod 755 "$work"
pids=()
cleanup() {
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
    rm -rf "$work"
}
trap cleanup EXIT
logs() { tail -n 15 "$work"/*.log >&2 || true; }

mkdir -p "$work"/{munge,state,spool}
chmod 700 "$work/munge"
dd if=/dev/urandom of="$work/munge/key" bs=128 count=1 status=none
chmod 400 "$work/munge/key"
chmod 711 "$work/munge"
munged --foreground --force --key-file="$work/munge/key" --socket="$work/munge/socket" --pid-file="$work/munge/pid" --seed-file="$work/munge/seed" \
    --log-file="$work/munge.log" 2>"$work/munged-out.log" &
pids+=($!)
for _ in $(seq 50); do [[ -S $work/munge/socket ]] && break; sleep 0.1; done
[[ -S $work/munge/socket ]] || { logs; skip "munged does not start here"; }

host=$(hostname -s)
base=$((20000 + $$ % 10000))
cat >"$work/slurm.conf" <<CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
CredType=cred/munge
SlurmctldPort=$base
SlurmdPort=$((base + 1))
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
ReturnToService=2
MpiDefault=none
SlurmctldParameters=cloud_dns
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=test Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
# slurmd 22.05 loads a cgroup plugin whatever is asked for; this one does nothing until a task wants it.
printf '%s\n' CgroupPlugin=cgroup/v1 CgroupAutomount=no "CgroupMountpoint=$work/cgroup" >"$work/cgroup.conf"
export SLURM_CONF=$work/slurm.conf
slurmctld -D -f "$SLURM_CONF" >"$work/slurmctld.log" 2>&1 &
pids+=($!)
slurmd -D -f "$SLURM_CONF" -N "$host" >"$work/slurmd.log" 2>&1 &
pids+=($!)
for _ in $(seq 150); do
    [[ $(sinfo -h -o %t 2>/dev/null) == idle ]] && break
    sleep 0.2
done
[[ $(sinfo -h -o %t 2>/dev/null) == idle ]] || { logs; skip "slurmctld and slurmd do not start here"; }

cd "$source_dir"
what=(--examples --count 10 --seed 3 --format "coco,webdataset" --model "$model")
export SONOSKETCH_CLI=$cli
job=$(sbatch --parsable --array=0-3 --cpus-per-task=1 --output="$work/task-%a.log" packaging/cluster/export.sbatch "$work/out" "${what[@]}")
for _ in $(seq 900); do
    [[ -z $(squeue -h -j "$job" 2>/dev/null) ]] && break
    sleep 0.3
done
[[ -z $(squeue -h -j "$job" 2>/dev/null) ]] || { logs; echo "the job does not end" >&2; exit 1; }
cat "$work"/task-*.log
[[ $(find "$work/out" -maxdepth 1 -name 'shard-*-of-0004' | wc -l) == 4 ]] || { logs; echo "not every task wrote its shard" >&2; exit 1; }

"$cli" export merge --out "$work/merged" "$work"/out/shard-*
"$cli" export "${what[@]}" --shard none --out "$work/single"
diff -r "$work/merged" "$work/single"
echo "four Slurm tasks made the bytes of the single run: $(find "$work/merged" -type f | wc -l) files"
