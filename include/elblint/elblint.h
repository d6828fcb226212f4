/* SPDX-License-Identifier: MIT */
/**
 * All of the public API. Build with `pkg-config --cflags --libs elblint`.
 *
 * Read them in the order in which they build on each other: error.h, tls.h, client.h (what a client
 * offers), policy.h (what a load balancer accepts), catalog.h (all that is known of both), read.h
 * (clients from files), observation.h (what an endpoint was seen to do), negotiate.h (one
 * handshake), check.h (the verdict on client and policy), suggest.h (which policy would do),
 * advice.h (what to type).
 */
#ifndef ELBLINT_ELBLINT_H
#define ELBLINT_ELBLINT_H

#include <elblint/advice.h>
#include <elblint/catalog.h>
#include <elblint/cause.h>
#include <elblint/check.h>
#include <elblint/client.h>
#include <elblint/compare.h>
#include <elblint/diagnose.h>
#include <elblint/error.h>
#include <elblint/event.h>
#include <elblint/fix.h>
#include <elblint/identify.h>
#include <elblint/lint.h>
#include <elblint/listener.h>
#include <elblint/negotiate.h>
#include <elblint/observation.h>
#include <elblint/policy.h>
#include <elblint/profile.h>
#include <elblint/read.h>
#include <elblint/read_policy.h>
#include <elblint/requirement.h>
#include <elblint/suggest.h>
#include <elblint/symptom.h>
#include <elblint/tls.h>

#endif
