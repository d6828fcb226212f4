/* SPDX-License-Identifier: MIT */

/* The parts of the benchmark. */
#ifndef BENCH_H
#define BENCH_H

/* Seconds of a clock that only goes forward. */
double bench_now(void);

void bench_captures(void);

void bench_suggestions(void);

#endif
