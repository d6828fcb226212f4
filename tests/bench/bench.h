/* SPDX-License-Identifier: MIT */

/* The parts of the benchmark. */
#ifndef BENCH_H
#define BENCH_H

/* Seconds of a clock that only goes forward. */
double bench_now(void);

/*
 * Runs a program to its end without its output. Returns milliseconds, and raises the peak of its
 * memory; ends the bench on failure.
 */
double bench_run(const char *const *arguments, long *peak_kib);

void bench_captures(void);

void bench_lint(const char *elblint);

void bench_suggestions(void);

#endif
