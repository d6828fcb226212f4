/* SPDX-License-Identifier: MIT */
/* A user's program: what would the first client of the catalog get from its first policy? */
#include <elblint/elblint.h>

#include <stdio.h>

int main(void)
{
    const struct elb_catalog *catalog = elb_catalog_bundled();
    const struct elb_certificates certificates = {{ELB_CERTIFICATE_RSA2048}, 1};
    struct elb_outcome outcome;

    elb_negotiate(&catalog->policies[0], &certificates, &catalog->clients[0], &outcome);
    printf("%s with %s: %s\n", catalog->clients[0].id, catalog->policies[0].name,
           outcome.cause == ELB_CAUSE_NONE ? "ok" : elb_cause_name(outcome.cause));
    return 0;
}
