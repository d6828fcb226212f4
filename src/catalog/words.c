/* SPDX-License-Identifier: MIT */

#include "catalog/words.h"

#include "catalog/nearest.h"

#include <elblint/client.h>
#include <elblint/event.h>
#include <elblint/policy.h>

#define WORDS(name, what)                                                                          \
    const struct elb_words elb_##name##_words = {                                                  \
        name##_list, sizeof(name##_list) / sizeof(name##_list[0]), what}

static const char *const family_list[] = {
    [ELB_FAMILY_ELBV2] = "elbv2",
    [ELB_FAMILY_CLASSIC] = "classic",
};
WORDS(family, "family");

static const char *const status_list[] = {
    [ELB_STATUS_RECOMMENDED] = "recommended", [ELB_STATUS_DOCUMENTED] = "documented",
    [ELB_STATUS_UNLISTED] = "unlisted",       [ELB_STATUS_UPCOMING] = "upcoming",
    [ELB_STATUS_RETIRED] = "retired",
};
WORDS(status, "status");

static const char *const confidence_list[] = {
    [ELB_CONFIDENCE_VERIFIED] = "verified",
    [ELB_CONFIDENCE_SINGLE_SOURCE] = "single-source",
    [ELB_CONFIDENCE_UNVERIFIED] = "unverified",
};
WORDS(confidence, "confidence");

static const char *const evidence_list[] = {
    [ELB_EVIDENCE_CAPTURED] = "captured",
    [ELB_EVIDENCE_PUBLISHED_SIGNATURE] = "published-signature",
    [ELB_EVIDENCE_DOCUMENTED] = "documented",
    [ELB_EVIDENCE_SOURCE_CODE] = "source-code",
    [ELB_EVIDENCE_DERIVED] = "derived",
};
WORDS(evidence, "evidence");

static const char *const support_list[] = {
    [ELB_SUPPORT_SUPPORTED] = "supported",
    [ELB_SUPPORT_ENDED] = "ended",
};
WORDS(support, "support");

static const char *const hello_list[] = {
    [ELB_HELLO_TLS] = "tls",
    [ELB_HELLO_SSLV2] = "sslv2",
};
WORDS(hello, "form of hello");

static const char *const certainty_list[] = {"high", "medium", "low"};
WORDS(certainty, "confidence");

static const char *const group_kind_list[] = {
    [ELB_GROUP_ECDHE] = "ecdhe",
    [ELB_GROUP_FFDHE] = "ffdhe",
    [ELB_GROUP_KEM] = "kem",
    [ELB_GROUP_HYBRID] = "hybrid",
    [ELB_GROUP_OBSOLETE_KEM] = "obsolete-kem",
    [ELB_GROUP_EXPLICIT] = "explicit",
};
WORDS(group_kind, "kind of group");

static const char *const cause_certainty_list[] = {
    [ELB_CERTAINTY_CERTAIN] = "certain",
    [ELB_CERTAINTY_LIKELY] = "likely",
    [ELB_CERTAINTY_ONE_OF] = "one-of",
};
WORDS(cause_certainty, "certainty");

static const char *const alert_sender_list[] = {
    [ELB_ALERT_FROM_SERVER] = "server",
    [ELB_ALERT_FROM_CLIENT] = "client",
};
WORDS(alert_sender, "sender");

const char *elb_words_at(const struct elb_words *words, size_t value)
{
    return value < words->count ? words->list[value] : NULL;
}

size_t elb_words_find(const struct elb_words *words, struct elb_text text)
{
    for (size_t i = 0; i < words->count; i++) {
        if (words->list[i] != NULL && elb_text_is(text, words->list[i]))
            return i;
    }
    return SIZE_MAX;
}

const char *elb_words_nearest(const struct elb_words *words, struct elb_text text)
{
    struct elb_nearest nearest = elb_nearest_to(text);
    for (size_t i = 0; i < words->count; i++) {
        if (words->list[i] != NULL)
            elb_nearest_try(&nearest, words->list[i]);
    }
    return nearest.found;
}
