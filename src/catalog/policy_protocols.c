/* SPDX-License-Identifier: MIT */
/*
 * Whether a load balancer can have these protocols at all. The library behind Application and
 * Network Load Balancers knows the lowest version only (`minimum_protocol_version` in
 * tls/s2n_security_policies.h of https://github.com/aws/s2n-tls) and takes everything above it, up
 * to TLSv1.3 if there are suites for that. Classic Load Balancers never learnt TLSv1.3.
 */
#include "catalog/policy_parts.h"
#include "tls/names.h"

/* The item that names the version; `protocols` is known to be a list of versions. */
static const struct elb_node *find_version(const struct elb_node *list, uint16_t version)
{
    for (size_t i = 0; i < elb_node_count(list); i++) {
        const struct elb_node *item = elb_node_at(list, i);
        uint16_t code = 0;
        if (elb_version_from_name(elb_node_text(item)) == version ||
            (elb_node_is_code(item, &code) && code == version))
            return item;
    }
    return list;
}

static enum elb_status refuse_gap(struct elb_loader *loader, const struct elb_node *list,
                                  elb_version_set versions)
{
    uint16_t above = (uint16_t)(elb_version_lowest(versions) + 1);
    while (versions & elb_version_bit(above))
        above++;
    uint16_t next = (uint16_t)(above + 1);
    while (!(versions & elb_version_bit(next)))
        next++;
    return elb_refuse(loader, find_version(list, next),
                      "%s is missing below %s: an Application or Network Load Balancer has all "
                      "versions from the lowest one on",
                      elb_version_name(above), elb_version_name(next));
}

static bool has_gap(elb_version_set versions)
{
    for (uint16_t v = elb_version_lowest(versions); v < elb_version_highest(versions); v++) {
        if (!(versions & elb_version_bit(v)))
            return true;
    }
    return false;
}

static enum elb_status check_elbv2(struct elb_loader *loader, const struct elb_node *list,
                                   elb_version_set versions)
{
    uint16_t highest = elb_version_highest(versions);
    if (versions & elb_version_bit(ELB_SSL3))
        return elb_refuse(loader, find_version(list, ELB_SSL3),
                          "an Application or Network Load Balancer has no SSLv3");
    if (has_gap(versions))
        return refuse_gap(loader, list, versions);
    if (highest < ELB_TLS1_2)
        return elb_refuse(loader, find_version(list, highest),
                          "%s is the highest version, but an Application or Network Load Balancer "
                          "always has TLSv1.2 or TLSv1.3",
                          elb_version_name(highest));
    return ELB_OK;
}

enum elb_status elb_policy_check_protocols(struct elb_loader *loader, const struct elb_node *list,
                                           const struct elb_policy *policy)
{
    if (policy->versions == 0)
        return elb_refuse(loader, list, "a policy without a protocol");
    if (policy->family == ELB_FAMILY_ELBV2)
        return check_elbv2(loader, list, policy->versions);
    if (policy->versions & elb_version_bit(ELB_TLS1_3))
        return elb_refuse(loader, find_version(list, ELB_TLS1_3),
                          "a Classic Load Balancer has no TLSv1.3");
    return ELB_OK;
}
