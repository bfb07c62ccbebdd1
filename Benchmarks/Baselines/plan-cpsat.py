#!/usr/bin/env python3
"""OR-Tools CP-SAT on problems in the documented form: plan-cpsat.py SECONDS GEMBA FILE...
One circuit, optional intervals and a no-overlap per line, exact work per line, arcs carry the set-ups, hinted with the solver's
own first plan. Both sides get as many seconds of wall time and one worker. The last line is the outcome as JSON."""
import json
import math
import subprocess
import sys
import time

from ortools.sat.python import cp_model


def work(instance, job, line):
    return math.ceil(job["minutes"] * instance["machines"][line]["multiplier"])


def setup(instance, a, b):
    return instance["setup"]["same_family" if a["family"] == b["family"] else "other_family"]


def timed(instance, queues):
    """Start and end of each job, and the cost, of a plan."""
    jobs = {job["id"]: job for job in instance["jobs"]}
    times, cost = {}, 0
    for line, queue in enumerate(queues):
        free, last = 0, None
        for name in queue:
            job = jobs[name]
            start = max(free, job["release"]) + (setup(instance, last, job) if last else 0)
            free = start + work(instance, job, line)
            times[name] = (line, start, free)
            cost += job["weight"] * max(0, free - job["due"])
            last = job
    return times, cost


def solve(instance, seconds):
    model = cp_model.CpModel()
    jobs, lines = instance["jobs"], range(len(instance["machines"]))
    hint, hinted = timed(instance, instance["hint"])
    horizon = max(max(j["release"] for j in jobs), 0) + sum(
        max(work(instance, j, l) for l in j["eligible"]) + instance["setup"]["other_family"] for j in jobs)
    ends, on, tardy = [], {}, []
    for i, job in enumerate(jobs):
        end = model.new_int_var(0, horizon, "")
        late = model.new_int_var(0, horizon, "")
        model.add(late >= end - job["due"])
        model.add_hint(end, hint[job["id"]][2])
        model.add_hint(late, max(0, hint[job["id"]][2] - job["due"]))
        for line in job["eligible"]:
            on[i, line] = model.new_bool_var("")
            model.add_hint(on[i, line], hint[job["id"]][0] == line)
        model.add_exactly_one(on[i, line] for line in job["eligible"])
        ends.append(end)
        tardy.append(job["weight"] * late)
    for line in lines:
        own = [i for i, job in enumerate(jobs) if line in job["eligible"]]
        queue = {name: at for at, name in enumerate(instance["hint"][line])}
        starts, intervals, arcs = {}, [], []
        for i in own:
            starts[i] = model.new_int_var(jobs[i]["release"], horizon, "")
            intervals.append(model.new_optional_interval_var(starts[i], work(instance, jobs[i], line), ends[i], on[i, line], ""))
            if jobs[i]["id"] in queue:
                model.add_hint(starts[i], hint[jobs[i]["id"]][1])
        model.add_no_overlap(intervals)
        empty = model.new_bool_var("")
        arcs.append((0, 0, empty))
        model.add_hint(empty, not queue)
        for a, i in enumerate(own):
            first, last = model.new_bool_var(""), model.new_bool_var("")
            arcs += [(0, a + 1, first), (a + 1, 0, last), (a + 1, a + 1, ~on[i, line])]
            at = queue.get(jobs[i]["id"])
            model.add_hint(first, at == 0)
            model.add_hint(last, at is not None and at == len(queue) - 1)
            for b, j in enumerate(own):
                if i == j:
                    continue
                arc = model.new_bool_var("")
                arcs.append((a + 1, b + 1, arc))
                other = queue.get(jobs[j]["id"])
                model.add_hint(arc, at is not None and other == at + 1)
                gap = setup(instance, jobs[i], jobs[j])
                model.add(starts[j] >= ends[i] + gap).only_enforce_if(arc)
                # The set-up does not begin before the release.
                if gap:
                    model.add(starts[j] >= jobs[j]["release"] + gap).only_enforce_if(arc)
        model.add_circuit(arcs)
    model.minimize(sum(tardy))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return hinted, None, 0
    return hinted, int(solver.objective_value), int(solver.best_objective_bound)


def main():
    seconds, drive, files = float(sys.argv[1]), sys.argv[2], sys.argv[3:]
    ratios, worse = [], 0
    for path in files:
        instance = json.load(open(path))
        begin = time.time()
        answer = json.loads(subprocess.check_output([drive, "schedule", "solve", "--instance", path, "--seconds", str(seconds), "--json"]))
        own = time.time() - begin
        _, cost = timed(instance, answer["sequence"])
        assert cost == answer["objective"], (path, cost, answer["objective"])
        begin = time.time()
        hinted, other, bound = solve(instance, own)
        spent = time.time() - begin
        # Where nothing was found in time, the hint itself is what a user of it would have.
        reference = hinted if other is None else other
        worse += cost > reference
        if reference > 0:
            ratios.append(max(cost, 1) / reference)
        print(path.split("/")[-1], "ours", cost, "CP-SAT", other, "bound", bound, "hint", hinted, f"wall {own:.1f} / {spent:.1f} s", flush=True)
    mean = math.exp(sum(map(math.log, ratios)) / len(ratios)) if ratios else 0
    print(json.dumps({"mean": round(mean, 4), "worse": worse}))


main()
