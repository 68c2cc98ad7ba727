"""Prints the nanoseconds a key that the expressions of original-validator.ts take in Python; keys come in as a JSON list."""
import json
import re
import statistics
import sys
import time

EXCHANGE = "(?:okx|binance|bitget|upbit|bybit)"
PATTERNS = [
    re.compile(rf"^position:\d+:{EXCHANGE}:[^:]+:(?:long|short)$"),
    re.compile(rf"^{EXCHANGE}:positions:\d+(?::[^:]+)?$"),
    re.compile(rf"^{EXCHANGE}:user:\d+(?::.+)?$"),
    re.compile(rf"^orders:{EXCHANGE}:user:\d+:symbol:[^:]+:(?:orders|order_placed|order_placed_index)$"),
    re.compile(r"^user:\d+:(?:settings|api:keys|trading:status|position:.+)$"),
]


def named(key):
    for pattern in PATTERNS:
        if pattern.match(key):
            return True
    return False


keys = json.load(sys.stdin)
times = []
for _ in range(9):
    started = time.perf_counter_ns()
    sum(named(key) for key in keys)
    times.append((time.perf_counter_ns() - started) / len(keys))
print(statistics.median(times))
