/* SPDX-License-Identifier: MIT */
/**
 * Advice: the words to type, on the load balancer and on the client.
 *
 * A kind of advice is a tool or a place: `aws-cli`, `terraform`, `kubernetes`, `client` ... Each
 * writes a text that can be pasted: what is not code is a comment of its language, and every name
 * from an input is quoted for it.
 *
 *     for (size_t i = 0; elb_advice_name(i) != NULL; i++) {
 *         char *text;
 *
 *         if (elb_advice_write(i, &query, &text, &error) != ELB_OK)
 *             return show(&error);
 *         if (text != NULL)
 *             print(elb_advice_name(i), text);
 *         text = elb_advice_free(text);
 *     }
 */
#ifndef ELBLINT_ADVICE_H
#define ELBLINT_ADVICE_H

#include <elblint/check.h>

/** What the advice is about. Either side may be missing; everything is borrowed. */
struct elb_advice_query {
    const struct elb_catalog *catalog;

    /* The load balancer's side: how to set `policy`. NULL: none of this. */
    const struct elb_policy *policy;
    const struct elb_policy *from; /* what it has now; NULL: not known */
    unsigned load_balancers;       /* set of enum elb_load_balancer; 0: all that have it */
    const struct elb_certificates *certificates; /* of the listener; NULL: rsa2048 */

    /* The client's side: how to make it connect after a check that failed. NULL: none of this. */
    const struct elb_check *check;
    const struct elb_remedy *remedy;  /* of that check; not NULL beside a check */
    const struct elb_client *upgrade; /* elb_check_upgrade() of that check; may be NULL */
};

/** The word for a kind of advice, as --advice takes it; NULL behind the last. */
const char *elb_advice_name(size_t index);

/** What it is, in lower case without a full stop. `index` is one that has a name. */
const char *elb_advice_summary(size_t index);

/** Whose side it is for. */
enum elb_side elb_advice_side(size_t index);

/**
 * Writes one kind of advice.
 *
 * @param ret_text  UTF-8, lines that end in a newline, to be freed with elb_advice_free(); NULL
 *                  when this kind has nothing to say to the query (advice for the other side, a
 *                  load balancer that the tool can't set up)
 * @param reterr    may be NULL
 *
 * @return ELB_OK or ELB_ERROR_MEMORY
 */
enum elb_status elb_advice_write(size_t index, const struct elb_advice_query *query,
                                 char **ret_text, struct elb_error *reterr)
    __attribute__((warn_unused_result));

/** NULL is allowed. Returns NULL. */
char *elb_advice_free(char *text);

#endif
